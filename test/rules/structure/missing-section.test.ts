import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/structure/missing-section.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

describe("structure/missing-section", () => {
  it("asks for each section that the type needs, at the title", () =>
    expectFindings(
      rule,
      `
# <|Operating procedures|>

## Purpose

This says how the night jobs run.

## Scope

It applies to the operators.

## Procedure

1. The operator starts the night job at 22:00.

## Records

Reports are kept for one year.
`,
      ["typed", "typed"],
    ));

  it("reads YAML in the same way", () =>
    expectFindings(
      rule,
      `
//- /policies/operating-procedures.yaml
title: <|Operating procedures|>
purpose: This says how the night jobs run.
scope: It applies to the operators.
procedure:
  - The operator starts the night job at 22:00.
records: Reports are kept for one year.
review: The manager reviews this procedure every year.
`,
      ["typed"],
    ));

  it("points at the key of a YAML policy that waits for the text", () =>
    expectFindings(
      rule,
      `
//- /policies/operating-procedures.yaml
title: Operating procedures
purpose: This says how the night jobs run.
<|scope|>: TODO
procedure:
  - The operator starts the night job at 22:00.
roles: The manager names the operator on duty.
records: Reports are kept for one year.
review: The manager reviews this procedure every year.
`,
      ["blank"],
    ));

  it("takes joined and renamed headings, at any level and with numbers", () =>
    expectSilence(
      rule,
      `
# Operating procedures

### 1. Purpose and scope

This says how the night jobs run, and applies to the operators.

### 2. Roles & Responsibilities

The manager names the operator on duty.

### 3. The night job

The operator starts the night job at 22:00.

### 4. Record keeping

Reports are kept for one year.

### 5. Review cycle

The manager reviews this procedure every year.
`,
    ));

  it("takes rules under a heading of their own for the policy statement", () =>
    expectSilence(
      rule,
      `
# Clear desk policy

## Purpose

Papers stay private.

## Scope

All offices.

## Desks at night

Papers must be locked away at the end of the day.

## Responsibilities

Managers check the desks.

## Exceptions

None are granted.

## Enforcement

Breaches are handled under the disciplinary process.

## Compliance

The office manager checks every quarter.

## References

- Information security policy

## Review

This policy is reviewed every year.
`,
    ));

  it("takes sentences that say it, wherever they stand", () =>
    expectSilence(
      rule,
      `
# Clear desk policy

The purpose of this policy is to keep papers private. It applies to all employees in every office.

## Desks at night

Papers must be locked away at the end of the day. The office manager is responsible for the keys.

Exceptions must be requested from the office manager and are recorded. Violations of this policy may lead to
disciplinary action. Compliance with this policy is checked by internal audit. It is part of our rules of the house, and
we review this policy once a year.

## References

- Information security policy
`,
    ));

  it("does not take sentences about other things for them", () =>
    expectFindings(
      rule,
      `
# <|Operating procedures|>

## Purpose

This says how the night jobs run.

## Scope

All night jobs.

## Steps

1. The operator reviews access rights every quarter and documents the error of any exception.
2. The operator plays the record loudly and tells the manager of a breach of the door.
`,
      ["typed", "typed", "typed"],
    ));

  it("does not take a purpose for rules", () =>
    expectFindings(
      rule,
      `
# <|Clear desk policy|>

## Purpose

Papers stay private.

## Scope

All offices.

## Responsibilities

Managers check the desks.

## Exceptions

None are granted.

## Enforcement

Breaches are handled under the disciplinary process.

## Compliance

The office manager checks every quarter.

## References

- Information security policy

## Review

This policy is reviewed every year.
`,
      ["typed"],
    ));

  it("leaves what metadata can say to the metadata rules", () =>
    expectSilence(
      rule,
      `
# Operating procedures

## Purpose and scope

This says how the night jobs run.

## Roles

The manager names the operator on duty.

## Steps

1. The operator starts the night job at 22:00.

## Records

Reports are kept for one year.

## Review

Every year.
`,
    ));

  it("is silent on a text that is no policy", () =>
    expectSilence(rule, "//- /README.md\n# Deploy scripts\n\nRun `make` to build.\n", { noPolicy: true }));
});
