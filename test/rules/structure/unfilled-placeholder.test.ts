import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/structure/unfilled-placeholder.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

describe("structure/unfilled-placeholder", () => {
  it("finds a mark in brackets and a TODO among words", () =>
    expectFindings(
      rule,
      "# Data retention policy\n\n## Policy\n\nContracts are kept for ten years.\n<|Invoices are kept for [INSERT NUMBER] years.|>\n\n<|TODO: personnel files|>\n",
      ["unfilled", "unfilled"],
    ));

  it("finds it in a list and in a table", () =>
    expectFindings(
      rule,
      "# Data retention policy\n\n## Policy\n\n- Contracts are kept for ten years.\n- <|Invoices: to be defined|>\n",
      ["unfilled"],
    ));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      '//- /policies/data-retention-policy.yaml\ntitle: Data retention policy\nrecords:\n  - Contracts are kept for ten years.\n  - "<|TODO: invoices|>"\n',
      ["unfilled"],
    ));

  it("leaves a section of nothing but placeholders to empty-section", () =>
    expectSilence(rule, "# Data retention policy\n\n## Policy\n\nTBD\n"));

  it("takes values in brackets and talk of placeholders for words", () =>
    expectSilence(
      rule,
      "# Secure development policy\n\n## Policy\n\nThe [system owner] reviews code [every month].\nComments marked TODO must not reach production.\nWork in progress is kept on branches.\n",
    ));
});
