/** The exact prompt of a request as a read-only document: its segments are coloured, fold, and say where they are from. */

import * as vscode from 'vscode';
import {
  type InspectedRequest,
  inspectRequestMethod,
  type Trace,
  type TracedSegment,
} from '../server/protocol/protocol.ts';
import type { Server } from './server.ts';

const scheme = 'keyhole-prompt';

/** A segment and where it stands in the document. */
interface Placed {
  readonly segment: TracedSegment;
  readonly range: vscode.Range;
}

const kinds = ['control', 'instructions', 'context', 'prefix', 'suffix'] as const;

export class PromptDocuments
  implements
    vscode.TextDocumentContentProvider,
    vscode.FoldingRangeProvider,
    vscode.HoverProvider,
    vscode.Disposable
{
  readonly #server: Server;
  readonly #traces = new Map<string, Trace>();
  readonly #styles = new Map(kinds.map((kind) => [kind, styleOf(kind)]));
  readonly #subscriptions: vscode.Disposable[];

  constructor(server: Server) {
    this.#server = server;
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerFoldingRangeProvider({ scheme }, this),
      vscode.languages.registerHoverProvider({ scheme }, this),
      vscode.window.onDidChangeVisibleTextEditors((editors) =>
        editors.forEach((editor) => this.#colour(editor)),
      ),
      ...this.#styles.values(),
    ];
  }

  /** Opens the prompt beside what is open. */
  async show({ summary, trace }: InspectedRequest): Promise<void> {
    const { id, file, line, column } = summary;
    const name = `${file.split('/').at(-1)}:${line}:${column}.prompt`;
    const uri = vscode.Uri.from({ scheme, path: `/${name}`, query: id });
    this.#traces.set(id, trace);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
    this.#colour(editor);
  }

  /** A document that the editor has restored is asked for anew. */
  async provideTextDocumentContent({ query: id }: vscode.Uri): Promise<string> {
    const known = this.#traces.get(id);
    const found =
      known ?? (await this.#server.request<InspectedRequest | null>(inspectRequestMethod, { id }))?.trace;
    if (found) this.#traces.set(id, found);
    return found?.prompt.map(({ text }) => text).join('') ?? '';
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    return this.#placed(document).flatMap((placed) => {
      const { start, end } = placed.range;
      const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
      return last > start.line ? [new vscode.FoldingRange(start.line, last)] : [];
    });
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const placed = this.#placed(document).find(({ range }) => range.contains(position));
    return placed && new vscode.Hover(this.#described(document, placed.segment), placed.range);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #described({ uri }: vscode.TextDocument, { kind, tokens, origin }: TracedSegment): vscode.MarkdownString {
    const head = vscode.l10n.t('{0}, {1} tokens', vscode.l10n.t(kind), tokens);
    const kept = this.#traces.get(uri.query)?.kept ?? [];
    const items = kind === 'context' ? kept.filter(({ id }) => ` ${origin} `.includes(` ${id} `)) : [];
    const lines = items.map(({ symbol, level, reason }) => `${symbol} (${vscode.l10n.t(level)}): ${reason}`);
    const text = new vscode.MarkdownString();
    text.appendText([head, ...lines].join('\n'));
    return text;
  }

  #placed({ uri }: vscode.TextDocument): Placed[] {
    let end = new vscode.Position(0, 0);
    return (this.#traces.get(uri.query)?.prompt ?? []).map((segment) => {
      const start = end;
      end = after(start, segment.text);
      return { segment, range: new vscode.Range(start, end) };
    });
  }

  #colour(editor: vscode.TextEditor): void {
    if (editor.document.uri.scheme !== scheme) return;
    const placed = this.#placed(editor.document);
    for (const [kind, style] of this.#styles) {
      const own = placed.filter(({ segment, range }) => segment.kind === kind && !range.isEmpty);
      editor.setDecorations(
        style,
        own.map(({ range }) => range),
      );
    }
  }
}

/** Where a text ends that starts there: counted by lines, because the editor makes all line ends of a document the same. */
function after(start: vscode.Position, text: string): vscode.Position {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1
    ? start.translate(0, last)
    : new vscode.Position(start.line + lines.length - 1, last);
}

/** The manifest names the colours, for every theme. */
function styleOf(kind: (typeof kinds)[number]): vscode.TextEditorDecorationType {
  const colour = new vscode.ThemeColor(`keyhole.prompt.${kind}`);
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: colour,
    overviewRulerColor: new vscode.ThemeColor(`keyhole.prompt.${kind}Ruler`),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
