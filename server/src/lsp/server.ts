import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CatalogData } from "../catalog/model.ts";
import { commonEquipment } from "../engine/equipment.ts";
import type { Host } from "../engine/model.ts";
import type { Rule } from "../rules/rule.ts";
import { readCapabilities } from "./capabilities.ts";
import { createDelivery } from "./delivery.ts";
import { createSourceMaker, createSpellings } from "./documents.ts";
import { createFeed } from "./feed.ts";
import { handlers } from "./handlers/all.ts";
import type { HandlerContext } from "./handlers/handler.ts";
import { createIndexing } from "./indexing.ts";
import type { ClientRequests, ClientSettings, InitializationOptions } from "./protocol.ts";
import { refreshViews } from "./refresh.ts";
import { defaultSettings, readSettings } from "./settings.ts";
import { summaryOf } from "./status.ts";
import { canonicalUri, isConfig } from "./uris.ts";
import { createWorld } from "./world.ts";

/** What the server is given; built by the entry, so that it runs in Node and in a worker. */
export interface ServerOptions {
  readonly catalogData: CatalogData;
  readonly rules: readonly Rule[];
  readonly host: Host;
  readonly version: string;
  /** Today as an ISO 8601 date. */
  today(): string;
}

/** Time for typing to go on before a configuration is read again, in milliseconds. */
const configPause = 300;

/** Serves a connection until the client ends it. The connection is not listening yet. */
export function startServer(connection: Connection, options: ServerOptions): void {
  const { rules, host } = options;
  const equipment = commonEquipment(options.catalogData, rules);
  const { library } = equipment;
  const today = (): string => options.today();
  const world = createWorld({ ...equipment, host, today });
  const documents = new TextDocuments(TextDocument);
  const spellings = createSpellings();
  const sources = createSourceMaker(spellings);
  let settings: ClientSettings = defaultSettings;
  let client = readCapabilities({});
  /** Open documents that were changed and not saved. */
  const unsaved = new Set<string>();

  const feed = createFeed({
    world,
    sources,
    isEnabled: () => settings.enable,
    isDue: (uri) => settings.validate === "onType" || !unsaved.has(uri),
  });
  const delivery = createDelivery({
    connection,
    world,
    feed,
    spellings,
    library,
    client: () => client,
    isEnabled: () => settings.enable,
  });
  const indexing = createIndexing({ connection, world, client: () => client });
  const guard = (work: Promise<unknown>): void => {
    work.catch((error: unknown) =>
      connection.console.error(`Codicil: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    );
  };
  const everything = (): void => {
    delivery.everything();
    refreshViews(connection, client);
  };
  const reindex = async (): Promise<void> => {
    await indexing.run();
    everything();
  };
  const loadSettings = async (): Promise<void> => {
    if (client.configuration) settings = readSettings(await connection.workspace.getConfiguration("codicil"));
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = readCapabilities(params.capabilities, params.initializationOptions as InitializationOptions | undefined);
    const folders = params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
    world.setFolders(folders.map(folderUri));
    const promised = handlers.map((handler) => handler.capabilities(client));
    return {
      serverInfo: { name: "codicil", version: options.version },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        ...Object.assign({}, ...promised),
        workspace: {
          ...Object.assign({}, ...promised.map((one) => one.workspace)),
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: {
            didDelete: { filters: [{ pattern: { glob: "**" } }] },
            willRename: { filters: [{ pattern: { glob: "**" } }] },
            didRename: { filters: [{ pattern: { glob: "**" } }] },
          },
        },
      },
    };
  });

  connection.onInitialized(() => guard(start()));
  const start = async (): Promise<void> => {
    if (client.watchFiles) {
      const watchers = ["**/*.{md,markdown,yaml,yml,json}", "**/.gitignore", "**/.codicilignore"].map(
        (globPattern) => ({
          globPattern,
        }),
      );
      guard(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
    }
    if (client.configuration)
      guard(connection.client.register(DidChangeConfigurationNotification.type, { section: "codicil" }));
    if (client.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map((folder) => folderUri(folder.uri)));
        world.setFolders([
          ...world.folders().filter((folder) => !gone.has(folder)),
          ...added.map((folder) => folderUri(folder.uri)),
        ]);
        guard(reindex());
      });
    }
    await loadSettings();
    await reindex();
  };

  connection.onDidChangeConfiguration(({ settings: sent }) => {
    if (!client.configuration) settings = readSettings((sent as { codicil?: unknown } | null)?.codicil);
    guard(loadSettings().then(everything));
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const kinds = {
      [FileChangeType.Created]: "created",
      [FileChangeType.Changed]: "changed",
      [FileChangeType.Deleted]: "deleted",
    } as const;
    guard(
      world
        .filesChanged(changes.map(({ uri, type }) => ({ uri: canonicalUri(uri), kind: kinds[type] })))
        .then(everything),
    );
  });
  connection.workspace.onDidDeleteFiles(() => guard(reindex()));
  connection.workspace.onDidRenameFiles(() => guard(reindex()));

  let configTimer: ReturnType<typeof setTimeout> | undefined;
  const configEdited = (uri: string): void => {
    clearTimeout(configTimer);
    configTimer = setTimeout(() => guard(world.configEdited(uri).then(everything)), configPause);
  };

  documents.onDidOpen(({ document }) => unsaved.delete(spellings.note(document)));
  documents.onDidChangeContent(({ document }) => {
    const uri = spellings.note(document);
    const isOpened = !world.open.has(uri);
    world.setOpen({ uri, version: document.version, text: document.getText() });
    if (!isOpened) unsaved.add(uri);
    if (world.isConfigSource(uri) && !isOpened) configEdited(uri);
    if (!isConfig(uri)) delivery.edited(uri);
  });
  documents.onDidSave(({ document }) => {
    const uri = spellings.note(document);
    unsaved.delete(uri);
    world.checkDay();
    delivery.edited(uri);
    guard(world.lookAgain().then((news) => news && delivery.everything()));
  });
  documents.onDidClose(({ document }) => {
    const uri = spellings.note(document);
    unsaved.delete(uri);
    guard(
      world.close(uri).then(() => {
        delivery.closed(uri);
        spellings.forget(document.uri);
      }),
    );
  });

  const lintWorkspace: keyof ClientRequests = "codicil/lintWorkspace";
  connection.onRequest(lintWorkspace, async (): Promise<ClientRequests["codicil/lintWorkspace"]["result"]> => {
    world.checkDay();
    await reindex();
    return summaryOf(world);
  });
  const context: HandlerContext = {
    connection,
    world,
    feed,
    sources,
    spellings,
    library,
    rules,
    common: equipment,
    delivery,
    client: () => client,
    isEnabled: () => settings.enable,
    settings: () => settings,
    host,
    version: options.version,
    today,
  };
  for (const handler of handlers) handler.register(context);
  connection.onShutdown(() => {
    clearTimeout(configTimer);
    delivery.stop();
  });

  documents.listen(connection);
  connection.listen();
}

/** A folder without a slash at its end. */
const folderUri = (uri: string): string => canonicalUri(uri).replace(/\/+$/, "");
