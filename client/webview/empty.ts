import { h } from "./dom.ts";
import type { OverviewCommand, OverviewState } from "./messages.ts";

interface Page {
  readonly title: string;
  readonly text: readonly string[];
  readonly buttons: readonly (readonly [string, OverviewCommand])[];
}

const pages: Readonly<Record<Exclude<OverviewState, "ready">, Page>> = {
  starting: {
    title: "Reading policies",
    text: ["Codicil is reading the Markdown and YAML files of this folder."],
    buttons: [],
  },
  stopped: {
    title: "Codicil is stopped",
    text: ["The language server does not run, so there is nothing to show."],
    buttons: [["Start it again", "codicil.restartServer"]],
  },
  noFolder: {
    title: "No folder is open",
    text: ["Open the folder that holds your security and AI policies as Markdown or YAML files."],
    buttons: [["Open folder", "vscode.openFolder"]],
  },
  noPolicies: {
    title: "No policies yet",
    text: [
      "Codicil found no policy in this folder. It tells one by its title, file name, folder, sections and wording; the Documents view says why a file was left out.",
      "Write a first one, or say in codicil.yaml which files are policies.",
    ],
    buttons: [
      ["New policy", "codicil.newPolicy"],
      ["Create codicil.yaml", "codicil.setUpWorkspace"],
    ],
  },
};

/** What there is to see before there are figures, and what to do about it. */
export function emptyPage(
  state: Exclude<OverviewState, "ready">,
  run: (command: OverviewCommand) => void,
): HTMLElement {
  const { title, text, buttons } = pages[state];
  return h(
    "div",
    { class: "empty" },
    ...(state === "starting"
      ? [h("vscode-progress-bar", { "aria-label": "Reading policies", indeterminate: true })]
      : []),
    h("h1", {}, title),
    ...text.map((one) => h("p", {}, one)),
    ...buttons.map(([label, command]) => {
      const button = h("vscode-button", { block: true }, label);
      button.addEventListener("click", () => run(command));
      return button;
    }),
  );
}
