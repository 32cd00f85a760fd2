/**
 * What GitHub code scanning documents about SARIF files that it takes without a warning.
 * @see https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
interface Log {
  readonly version: string;
  readonly runs: readonly Run[];
}

interface Run {
  readonly columnKind?: string;
  readonly tool: {
    readonly driver: { readonly name: string; readonly semanticVersion?: string; readonly rules: readonly RuleEntry[] };
  };
  readonly results: readonly Result[];
}

interface RuleEntry {
  readonly id: string;
  readonly name?: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown?: string };
  readonly properties?: Readonly<Record<string, unknown>> & { readonly tags?: readonly string[] };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly relatedLocations?: readonly Location[];
  readonly suppressions?: unknown;
  readonly partialFingerprints?: unknown;
}

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Readonly<Record<string, number | undefined>>;
  };
}

/** What GitHub would complain about or show wrongly; empty for a sound file. */
export function sarifFaults(text: string): string[] {
  const log = JSON.parse(text) as Log;
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  expect(log.version === "2.1.0", "the version is not 2.1.0");
  expect(log.runs.length >= 1 && log.runs.length <= 20, "there are not 1 to 20 runs");
  expect(Buffer.byteLength(text) <= 10 * 1024 * 1024, "the file is larger than 10 MB even before it is packed");
  for (const { tool, results, columnKind } of log.runs) {
    const { rules } = tool.driver;
    expect(columnKind === "utf16CodeUnits", "columns are not counted in UTF-16 units");
    expect(rules.length <= 25_000, "there are more than 25,000 rules");
    expect(results.length <= 25_000, "there are more than 25,000 results");
    expect(new Set(rules.map(({ id }) => id)).size === rules.length, "a rule id stands twice");
    for (const rule of rules) faults.push(...ruleFaults(rule));
    const places = new Set<string>();
    for (const result of results) {
      faults.push(...resultFaults(result, rules));
      const [first] = result.locations;
      const { artifactLocation, region } = first?.physicalLocation ?? { artifactLocation: { uri: "" }, region: {} };
      const place = `${artifactLocation.uri}:${region["startLine"] ?? ""} ${result.ruleId}`;
      expect(!places.has(place), `${place}: two results on one line have one rule id, so that one would be lost`);
      places.add(place);
    }
  }
  return faults;
}

function ruleFaults({ id, name, shortDescription, fullDescription, help, properties }: RuleEntry): string[] {
  const faults: string[] = [];
  if ((name ?? "").length > 255) faults.push(`${id}: the name is longer than 255`);
  for (const [key, { text }] of Object.entries({ shortDescription, fullDescription }))
    if (text === "" || text.length > 1024) faults.push(`${id}: ${key} is empty or longer than 1,024`);
  if (help.text === "" || help.markdown === "") faults.push(`${id}: there is no help`);
  if ((properties?.tags?.length ?? 0) > 20) faults.push(`${id}: there are more than 20 tags`);
  if (properties && "security-severity" in properties) faults.push(`${id}: it would count as a security alert`);
  return faults;
}

function resultFaults(result: Result, rules: readonly RuleEntry[]): string[] {
  const faults: string[] = [];
  const fail = (fault: string): void => void faults.push(`${result.ruleId}: ${fault}`);
  if (rules[result.ruleIndex]?.id !== result.ruleId) fail("the rule's index leads to another rule");
  if (!["error", "warning", "note"].includes(result.level)) fail(`the level is ${result.level}`);
  if (result.message.text === "") fail("there is no message");
  if (result.locations.length !== 1) fail("there is not one location");
  if ((result.relatedLocations?.length ?? 0) > 100) fail("there are more than 100 related locations");
  if (result.suppressions !== undefined) fail("GitHub does not read suppressions");
  if (result.partialFingerprints !== undefined) fail("the upload action makes the fingerprints");
  for (const { physicalLocation } of [...result.locations, ...(result.relatedLocations ?? [])]) {
    const { uri } = physicalLocation.artifactLocation;
    const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = physicalLocation.region;
    if (/^(?:[a-z][a-z0-9+.-]*:|\/|\.\.?\/)|\\/i.test(uri)) fail(`“${uri}” is not relative to the root`);
    if (!/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/.test(uri)) fail(`“${uri}” is not percent-encoded`);
    if (startLine < 1 || startColumn < 1 || endLine < 1 || endColumn < 1) fail("a region lacks one of its four fields");
    if (endLine < startLine || (endLine === startLine && endColumn < startColumn))
      fail("a region ends before it starts");
  }
  return faults;
}
