import type { CliCommand } from "../command.ts";

/** `codicil lsp`: serves an editor until it says goodbye. */
export const lspCommand: CliCommand = (program, context) => {
  program
    .command("lsp")
    .description("Run the language server for editors.")
    .requiredOption("--stdio", "talk over standard input and output")
    .addHelpText("after", "\nExample:\n  codicil lsp --stdio")
    .action(async () => context.startLanguageServer());
};
