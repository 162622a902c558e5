// An editor with the language server of Even Better TOML, as the page draws it.
// Bundled by pictures.mjs; it shows `window.shown`, and says when it has answered.
import * as monaco from "monaco-editor";
import { TaploLsp } from "@taplo/lsp";

const URI = "file:///rules/estate.toml";
const { text, schema } = window.shown;
const bytes = new TextEncoder().encode(schema);

monaco.languages.register({ id: "toml" });
monaco.languages.setMonarchTokensProvider("toml", {
  tokenizer: {
    root: [
      [/#.*$/, "comment"],
      [/^\s*\[\[?[^\]]*\]\]?/, "type"],
      [/"[^"]*"|'[^']*'/, "string"],
      [/[\w-]+(?=\s*[=.])/, "variable"],
      [/\b(true|false)\b|\b\d[\d:.TZ+-]*\b/, "number"],
    ],
  },
});

const waiting = new Map();
const SETTINGS = {
  schema: { enabled: true, catalogs: [], associations: { ".*": "file:///rules/rules.schema.json" } },
};
let number = 0;
let lsp;

function receive(message) {
  if (message.method === "textDocument/publishDiagnostics") mark(message.params);
  else if (message.method !== undefined && message.id !== undefined) {
    const items = message.params?.items ?? [];
    const result = items.map(() => SETTINGS);
    lsp.send({ jsonrpc: "2.0", id: message.id, result });
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message.result);
    waiting.delete(message.id);
  }
}

function ask(method, params) {
  number += 1;
  const id = number;
  const answer = new Promise((found) => waiting.set(id, found));
  lsp.send({ jsonrpc: "2.0", id, method, params });
  return answer;
}

const tell = (method, params) => lsp.send({ jsonrpc: "2.0", method, params });
const place = (position) => ({ line: position.lineNumber - 1, character: position.column - 1 });
const range = (found) =>
  new monaco.Range(
    found.start.line + 1,
    found.start.character + 1,
    found.end.line + 1,
    found.end.character + 1,
  );

function mark(params) {
  const model = monaco.editor.getModel(monaco.Uri.parse(URI));
  const markers = params.diagnostics.map((one) => {
    const at = range(one.range);
    return {
      message: one.message,
      severity: monaco.MarkerSeverity.Error,
      startLineNumber: at.startLineNumber,
      startColumn: at.startColumn,
      endLineNumber: at.endLineNumber,
      endColumn: at.endColumn,
    };
  });
  monaco.editor.setModelMarkers(model, "taplo", markers);
  window.marked = markers.map((one) => one.message);
}

const document_ = { uri: URI };

monaco.languages.registerCompletionItemProvider("toml", {
  async provideCompletionItems(_model, position) {
    const found = await ask("textDocument/completion", {
      textDocument: document_,
      position: place(position),
    });
    const items = Array.isArray(found) ? found : (found?.items ?? []);
    window.completed = items.map((one) => one.label);
    return {
      suggestions: items.map((one) => ({
        label: one.label,
        kind: monaco.languages.CompletionItemKind.Field,
        insertText: one.textEdit?.newText ?? one.insertText ?? one.label,
        range: one.textEdit ? range(one.textEdit.range) : undefined,
        detail: one.detail,
        documentation: one.documentation?.value ?? one.documentation,
        sortText: one.sortText,
      })),
    };
  },
});

monaco.languages.registerHoverProvider("toml", {
  async provideHover(_model, position) {
    const found = await ask("textDocument/hover", {
      textDocument: document_,
      position: place(position),
    });
    return found ? { contents: [{ value: found.contents.value }], range: range(found.range) } : null;
  },
});

const nothing = async () => 0;
const environment = {
  now: () => new Date(2026, 0, 1),
  envVar: () => undefined,
  envVars: () => [],
  stdErrAtty: () => false,
  stdin: async () => new Uint8Array(),
  stdout: nothing,
  stderr: nothing,
  glob: () => [],
  readFile: async (path) => {
    if (path.endsWith("rules.schema.json")) return bytes;
    throw new Error(`no file ${path}`);
  },
  writeFile: async () => {},
  urlToFilePath: (url) => decodeURIComponent(url.replace(/^file:\/\//, "")),
  isAbsolute: (path) => path.startsWith("/"),
  cwd: () => "/rules",
  findConfigFile: () => undefined,
};

async function begin() {
  lsp = await TaploLsp.initialize(environment, { onMessage: receive });
  await ask("initialize", {
    processId: null,
    rootUri: "file:///rules",
    workspaceFolders: [{ uri: "file:///rules", name: "rules" }],
    capabilities: {
      textDocument: {
        completion: { completionItem: { documentationFormat: ["markdown", "plaintext"] } },
        hover: { contentFormat: ["markdown"] },
        publishDiagnostics: {},
      },
      workspace: { configuration: true, workspaceFolders: true },
    },
  });
  tell("initialized", {});
  tell("workspace/didChangeConfiguration", { settings: { evenBetterToml: SETTINGS } });
  const model = monaco.editor.createModel(text, "toml", monaco.Uri.parse(URI));
  window.editor = monaco.editor.create(document.getElementById("editor"), {
    model,
    minimap: { enabled: false },
    fontSize: 15,
    lineHeight: 22,
    fontFamily: "DejaVu Sans Mono, monospace",
    automaticLayout: true,
    scrollBeyondLastLine: false,
    renderLineHighlight: "none",
    overviewRulerLanes: 0,
    fixedOverflowWidgets: true,
    wordBasedSuggestions: "off",
    quickSuggestions: false,
    suggest: { showStatusBar: false, showIcons: false, preview: false },
    hover: { delay: 50 },
  });
  tell("textDocument/didOpen", {
    textDocument: { uri: URI, languageId: "toml", version: 1, text },
  });
  window.ready = true;
}

begin().catch((error) => {
  window.failed = String(error?.stack ?? error);
});
