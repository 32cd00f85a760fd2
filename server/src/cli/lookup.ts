import type { Library } from "../catalog/library.ts";
import type { Group, Requirement, Standard, StandardId } from "../catalog/model.ts";
import { didYouMean } from "../engine/suggest.ts";
import { listed, shortNameOf, standardNameOf } from "../rules/naming.ts";
import { UsageError } from "./context.ts";

/** A number as a reader writes it: `A.8.13`, `a8.13`, `iso27001:2022/A.8.13`, `9.2`. */
interface WrittenNumber {
  /** In small letters, with or without an edition; undefined where none is named. */
  readonly standard: string | undefined;
  readonly number: string;
}

function readNumber(written: string): WrittenNumber {
  const slash = written.indexOf("/");
  return {
    standard: slash < 0 ? undefined : written.slice(0, slash).toLowerCase(),
    number: written
      .slice(slash + 1)
      .trim()
      .toUpperCase()
      .replace(/^A(?=\d)/, "A."),
  };
}

/** Requirements of current editions that a reader's writing names. Several where standards share the number. */
export function findRequirements(
  written: string,
  library: Library,
  standards?: readonly StandardId[],
): readonly Requirement[] {
  const { standard } = readNumber(written);
  return named(
    written,
    library,
    (id) => isCurrent(id, library) && (standard !== undefined || (standards?.includes(id) ?? true)),
  );
}

/** Requirements of withdrawn editions that a reader's writing names. */
export function findWithdrawn(written: string, library: Library): readonly Requirement[] {
  return named(written, library, (id) => !isCurrent(id, library));
}

/** Groups of current editions that a reader's writing names: `A.6`. */
export function findGroups(written: string, library: Library): readonly { standard: Standard; group: Group }[] {
  const { standard: asked, number } = readNumber(written);
  return library.standards
    .filter(({ id }) => isCurrent(id, library) && isOf(id, asked))
    .flatMap((standard) => standard.groups.filter(({ id }) => id === number).map((group) => ({ standard, group })));
}

/** What became of a withdrawn number, in one sentence. */
export function whatBecameOf({ number, standard, successors }: Requirement, library: Library): string {
  const heirs = successors.map((id) => shortNameOf(library, id));
  return `${number} is a number of ${standardNameOf(library, standard)}, which is withdrawn; ${heirs.length > 0 ? `its place is taken by ${listed(heirs)}` : "nothing took its place"}.`;
}

function named(written: string, library: Library, isWanted: (standard: StandardId) => boolean): Requirement[] {
  const { standard, number } = readNumber(written);
  const found = [
    ...library.byNumber(number),
    ...(number.startsWith("A.") ? [] : library.byNumber(`A.${number}`)),
  ].filter((requirement) => isWanted(requirement.standard) && isOf(requirement.standard, standard));
  const exact = found.filter((requirement) => requirement.number === number);
  return exact.length > 0 ? exact : found;
}

const isCurrent = (id: StandardId, library: Library): boolean => library.standard(id)?.supersededBy === undefined;

/** Whether a standard is the one that is written, with or without its edition. */
const isOf = (id: StandardId, written: string | undefined): boolean =>
  written === undefined || id === written || id.split(":")[0] === written;

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
  const [withdrawn] = findWithdrawn(written, library);
  if (withdrawn) throw new UsageError(whatBecameOf(withdrawn, library));
  const numbers = standards.flatMap(
    (id) => library.standard(id)?.requirements.map((requirement) => requirement.number) ?? [],
  );
  throw new UsageError(`No standard in scope has the requirement “${written}”.${didYouMean(written, numbers)}`);
}
