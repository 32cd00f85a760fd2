const months = "january february march april may june july august september october november december".split(" ");

/**
 * A date as people write it in policies, as ISO 8601: `2026-01-31`, `2026/1/31`, `31.01.2026`, `31 January 2026`,
 * `January 31, 2026`, `Jan 2026` (the last day of the month). Undefined where it is none, or where day and month
 * cannot be told apart (`03/04/2026`).
 */
export function readDate(text: string): string | undefined {
  const short = text.slice(0, 60);
  const iso = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(short);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numeric = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/.exec(short);
  if (numeric) {
    const [a, b, year] = [Number(numeric[1]), Number(numeric[3]), Number(numeric[4])];
    if (numeric[2] === "." || a > 12) return dateOf(year, b, a);
    if (b > 12) return dateOf(year, a, b);
    return a === b ? dateOf(year, a, b) : undefined;
  }
  const dayFirst = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ -]+(?:of )?([a-z]{3,9})\.?,?[ -]+(\d{4})/i.exec(short);
  if (dayFirst) return dateOf(Number(dayFirst[3]), monthOf(dayFirst[2] ?? ""), Number(dayFirst[1]));
  const monthFirst = /([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})/i.exec(short);
  if (monthFirst) return dateOf(Number(monthFirst[3]), monthOf(monthFirst[1] ?? ""), Number(monthFirst[2]));
  const monthOnly = /([a-z]{3,9})\.?,? (\d{4})/i.exec(short);
  if (monthOnly) {
    const month = monthOf(monthOnly[1] ?? "");
    return month > 0 ? dateOf(Number(monthOnly[2]), month, daysIn(Number(monthOnly[2]), month)) : undefined;
  }
  return undefined;
}

/** Whether a text is a day of the calendar as ISO 8601 writes it: `2026-01-31`. */
export function isIsoDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return year !== undefined && dateOf(Number(year), Number(month), Number(day)) === text;
}

/** Days from one ISO 8601 date to another; negative where that is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function monthOf(name: string): number {
  const written = name.toLowerCase();
  return (
    months.findIndex(
      (month) => (written.length >= 3 && month.startsWith(written)) || (written === "sept" && month === "september"),
    ) + 1
  );
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function dateOf(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
