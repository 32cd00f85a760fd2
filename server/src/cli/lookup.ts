import type { Library } from "../catalog/library.ts";
import type { Requirement, StandardId } from "../catalog/model.ts";
import { didYouMean } from "../engine/suggest.ts";
import { UsageError } from "./context.ts";

/**
 * Requirements of current editions that a reader's writing names: `A.8.13`, `a8.13`, `iso27001:2022/A.8.13`, `9.2`. Several
 * where standards share the number.
 */
export function findRequirements(
  written: string,
  library: Library,
  standards?: readonly StandardId[],
): readonly Requirement[] {
  const slash = written.indexOf("/");
  const standard = slash < 0 ? undefined : written.slice(0, slash).toLowerCase();
  const number = written
    .slice(slash + 1)
    .trim()
    .toUpperCase()
    .replace(/^A(?=\d)/, "A.");
  const found = [
    ...library.byNumber(number),
    ...(number.startsWith("A.") ? [] : library.byNumber(`A.${number}`)),
  ].filter(
    (requirement) =>
      library.standard(requirement.standard)?.supersededBy === undefined &&
      (standard === undefined
        ? (standards?.includes(requirement.standard) ?? true)
        : requirement.standard === standard || requirement.standard.split(":")[0] === standard),
  );
  const exact = found.filter((requirement) => requirement.number === number);
  return exact.length > 0 ? exact : found;
}

/** @throws UsageError where nothing has the name */
export function requireRequirements(
  written: string,
  library: Library,
  standards: readonly StandardId[],
): readonly Requirement[] {
  const found = findRequirements(written, library, standards);
  if (found.length > 0) return found;
  const [elsewhere] = findRequirements(written, library);
  if (elsewhere) {
    const { id, name } = library.standard(elsewhere.standard) ?? { id: elsewhere.standard, name: elsewhere.standard };
    throw new UsageError(
      `${elsewhere.number} belongs to ${name}, which the configuration leaves out: add “${id}” to “standards” in codicil.yaml.`,
    );
  }
  const numbers = standards.flatMap(
    (id) => library.standard(id)?.requirements.map((requirement) => requirement.number) ?? [],
  );
  throw new UsageError(`No standard in scope has the requirement “${written}”.${didYouMean(written, numbers)}`);
}
