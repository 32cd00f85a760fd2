import type { DocumentType, Requirement, RequirementId } from "../../catalog/model.ts";
import { expectedOf, isAddressed, typeOf } from "../../rules/scope.ts";
import type { DocumentContext } from "../../rules/rule.ts";
import type { CompletionRequest } from "./request.ts";

/** What the document's type asks of it, and what it says already. */
export interface Expectations {
  readonly context: DocumentContext;
  readonly type: DocumentType | undefined;
  /** Requirements that the type is expected to cover, in the catalog's order for it. */
  readonly expected: readonly RequirementId[];
  /** True where the text says something about the requirement. */
  readonly isAddressed: (id: RequirementId) => boolean;
  /** Requirements of the standards in scope: the expected ones first, then those the text speaks to, then the others. */
  readonly requirements: () => readonly Requirement[];
}

export function expectationsOf(request: CompletionRequest): Expectations {
  const { library, coverage, standards, doc } = request;
  const context: DocumentContext = request;
  const type = typeOf(context, doc);
  const expected = expectedOf(context, type, true);
  const isSpokenTo = (id: RequirementId): boolean => isAddressed(coverage.verdicts.get(id)?.status);
  return {
    context,
    type,
    expected,
    isAddressed: isSpokenTo,
    requirements() {
      const spoken = [...coverage.verdicts.keys()].filter(isSpokenTo);
      const all = standards.flatMap((id) => library.standard(id)?.requirements ?? []);
      const first = [...expected, ...spoken]
        .map((id) => library.requirement(id))
        .filter((one) => one !== undefined && standards.includes(one.standard));
      return [...new Set([...first.filter((one) => one !== undefined), ...all])];
    },
  };
}
