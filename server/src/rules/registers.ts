import { contains, type Span } from "../base/span.ts";
import type { ColumnRole, RegisterKnowledge } from "../catalog/integration.ts";
import type { AiRisk } from "../catalog/model.ts";
import type { PolicyDocument } from "../document/model.ts";
import { type Register, type RegisterRow, registersOf, textOfRow } from "../document/registers.ts";
import type { Evidence } from "../evidence/model.ts";

/** A list of risks or threats, with the roles that its columns play. */
export interface RiskRegister extends Register {
  readonly roles: readonly (ColumnRole | undefined)[];
}

/** The registers of risks in a document: lists with a column for the threat and one more that is known. */
export function riskRegistersOf(doc: PolicyDocument, knowledge: RegisterKnowledge): RiskRegister[] {
  return registersOf(doc)
    .map((register): RiskRegister => ({ ...register, roles: rolesOf(register.columns, knowledge) }))
    .filter(({ roles, columns, rows }) => {
      const known = new Set(roles.filter((role) => role !== undefined && role !== "id"));
      return rows.length > 0 && columns.length > 2 && known.has("threat") && known.size > 1;
    });
}

/**
 * The row that is about a risk: one that holds evidence for it, or a name that it goes by.
 * @param evidence  what the signals found for the risk in the whole document
 */
export const rowAbout = ({ rows }: Register, risk: AiRisk, evidence: readonly Evidence[]): RegisterRow | undefined =>
  rows.find((row) => evidence.some((one) => contains(row.span, one.statement)) || namesRisk(textOfRow(row), risk));

/** True where a text calls a risk by one of its names. */
export function namesRisk(text: string, { title, alsoCalled }: AiRisk): boolean {
  const words = ` ${normalized(text)} `;
  return [title, ...alsoCalled].some((name) => words.includes(` ${normalized(name)}`));
}

/**
 * What a new row for a risk holds, a value for each column.
 * @param place  behind the last row: 1 for the next, 2 for the one after it
 */
export function rowFor(register: RiskRegister, risk: AiRisk, { open }: RegisterKnowledge, place = 1): string[] {
  return register.roles.map((role, i) => {
    switch (role) {
      case "id":
        return nextId(
          register.rows.map((row) => row.cells[i]?.text ?? ""),
          place,
        );
      case "threat":
        return risk.row.threat;
      case "description":
        return risk.row.description;
      case "treatment":
        return risk.row.treatment;
      case "property":
        return risk.compromises.join(", ");
      case undefined:
        return open;
    }
  });
}

/** Properties that a row should name and does not; none where the register has no column for them. */
export function missingProperties(
  register: RiskRegister,
  row: RegisterRow,
  risk: AiRisk,
): { readonly span: Span; readonly missing: readonly string[] } | undefined {
  const cell = row.cells[register.roles.indexOf("property")];
  if (!cell || cell.text === "") return undefined;
  const letters = new Set(cell.text.match(/\b[CIA]\b/g) ?? (/^[CIA]{2,3}$/.test(cell.text) ? [...cell.text] : []));
  const missing = risk.compromises.filter(
    (property) =>
      !letters.has(property.charAt(0)) && !cell.text.toLowerCase().includes(property.toLowerCase().slice(0, 7)),
  );
  return missing.length > 0 ? { span: cell.span, missing } : undefined;
}

function rolesOf(columns: readonly string[], { columns: known }: RegisterKnowledge): (ColumnRole | undefined)[] {
  const taken = new Set<ColumnRole>();
  const roles: (ColumnRole | undefined)[] = columns.map(() => undefined);
  for (const { role, headings } of known) {
    const i = columns.findIndex((name, at) => roles[at] === undefined && headings.includes(normalized(name)));
    if (i < 0 || taken.has(role)) continue;
    taken.add(role);
    roles[i] = role;
  }
  return roles;
}

/** `R-08` one place after `R-07`; empty where the last id has no number. */
function nextId(ids: readonly string[], place: number): string {
  const last = ids.findLast((id) => /\d/.test(id));
  return last === undefined
    ? ""
    : last.replace(/(\d+)(?!.*\d)/, (digits) => String(Number(digits) + place).padStart(digits.length, "0"));
}

const normalized = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, " ")
    .trim();
