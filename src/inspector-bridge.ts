/**
 * Between an inspector's page and the language server: answers what the page asks, does what it is told, and tells it
 * of new requests. Invariant: only messages that `fromPage` knows do anything; a failure is told to the page.
 */

import * as vscode from 'vscode';
import {
  exportRequestMethod,
  type ExportFormat,
  type FromPage,
  fromPage,
  inspectItemMethod,
  type InspectedItem,
  type InspectItemParams,
  type InspectedRequest,
  inspectRequestMethod,
  requestsMethod,
  type RequestSummary,
  reselectMethod,
  runAgainMethod,
  type Steered,
  type Steering,
  steerMethod,
  type ToPage,
  type Trace,
} from '../server/protocol/protocol.ts';
import type { BudgetStore } from './budget-store.ts';
import type { PromptDocuments } from './prompt-documents.ts';
import type { Server } from './server.ts';

export interface PageParts {
  readonly server: Server;
  readonly budget: BudgetStore;
  readonly prompts: PromptDocuments;
  isVisible(): boolean;
  /** Where a document does not cover the page. */
  beside(): vscode.ViewColumn;
}

/** Serves a page until it is disposed. */
export function connectPage(webview: vscode.Webview, parts: PageParts): vscode.Disposable {
  const bridge = new Bridge(webview, parts);
  const subscriptions = [
    webview.onDidReceiveMessage((message: unknown) => bridge.receive(message)),
    parts.server.onDidRequest((summary) => bridge.requested(summary)),
    parts.server.onDidStart(() => parts.isVisible() && bridge.beginAnew()),
  ];
  return vscode.Disposable.from(...subscriptions, bridge);
}

class Bridge {
  readonly #webview: vscode.Webview;
  readonly #parts: PageParts;
  #requests: readonly RequestSummary[] = [];
  #shown: InspectedRequest | undefined;
  /** Whether the page goes along with what is newest: until a person chooses or tries something. */
  #follows = true;
  /** What the page asked for when it was opened, or has shown since; `undefined` until it has asked. */
  #ready: Extract<FromPage, { kind: 'ready' }> | undefined;
  #reselecting: vscode.CancellationTokenSource | undefined;

  constructor(webview: vscode.Webview, parts: PageParts) {
    this.#webview = webview;
    this.#parts = parts;
  }

  async receive(message: unknown): Promise<void> {
    const asked = fromPage(message);
    if (!asked) return;
    try {
      await this.#answer(asked);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      const said = error instanceof Error ? error.message : String(error);
      if (!/cancelled/i.test(said)) await this.#post({ kind: 'failed', message: said });
    }
  }

  /** The server has started: a page that is open is told of everything, and stays where it is. */
  async beginAnew(): Promise<void> {
    await this.receive(this.#ready);
  }

  /** Tells the page of everything. */
  async #begin(ready: Extract<FromPage, { kind: 'ready' }>): Promise<void> {
    this.#ready = ready;
    const { selected } = ready;
    this.#requests = await this.#parts.server.request<RequestSummary[]>(requestsMethod);
    await this.#post({ kind: 'requests', requests: this.#requests });
    const [newest] = this.#requests;
    const shown = this.#requests.find(({ id }) => id === selected) ?? newest;
    this.#follows = shown === newest;
    if (shown) await this.#show(shown.id);
  }

  requested(summary: RequestSummary): void {
    this.#requests = [summary, ...this.#requests.filter(({ id }) => id !== summary.id)];
    // A hidden page is gone; it asks for everything when it is shown again.
    if (!this.#parts.isVisible()) return;
    void this.#post({ kind: 'requests', requests: this.#requests });
    if (this.#follows) void this.#show(summary.id);
  }

  dispose(): void {
    this.#reselecting?.dispose();
  }

  async #answer(asked: FromPage): Promise<void> {
    switch (asked.kind) {
      case 'ready':
        return this.#begin(asked);
      case 'show':
        this.#follows = asked.id === this.#requests[0]?.id;
        return this.#show(asked.id);
      case 'compare':
        return this.#compare(asked.id);
      case 'preview':
        return this.#preview(asked.id, asked.budget);
      case 'run':
        return this.#run(asked.id, asked.budget);
      case 'steer':
        return this.#steer(asked.id, asked.steered);
      case 'item': {
        const { id, item, source } = asked;
        const shown = await this.#item({ id, item, source });
        return this.#post({ kind: 'item', id, item, source, ...(shown ? { shown } : {}) });
      }
      case 'openItem':
        return this.#openItem({ id: asked.id, item: asked.item, source: asked.source });
      default:
        return this.#act(asked);
    }
  }

  /** What leaves the page. */
  async #act(
    asked: Exclude<FromPage, { kind: 'ready' | 'steer' | 'preview' | 'run' | 'item' | 'openItem' }>,
  ) {
    switch (asked.kind) {
      case 'openPlace':
        return this.#openPlace(asked.id);
      case 'openPrompt': {
        const request = await this.#request(asked.id);
        return request ? this.#parts.prompts.show(request) : this.#lost();
      }
      case 'copy':
        await vscode.env.clipboard.writeText(await this.#exported(asked.id, asked.format));
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 3_000);
        return undefined;
      case 'export': {
        const language = asked.format === 'json' ? 'json' : 'markdown';
        const content = await this.#exported(asked.id, asked.format);
        const document = await vscode.workspace.openTextDocument({ language, content });
        await vscode.window.showTextDocument(document, { viewColumn: this.#parts.beside() });
        return undefined;
      }
      case 'command':
        await vscode.commands.executeCommand(asked.command);
        return undefined;
      default:
        return undefined;
    }
  }

  async #show(id: string): Promise<void> {
    const request = await this.#request(id);
    if (!request) return this.#lost();
    this.#shown = request;
    this.#ready = { kind: 'ready', selected: id };
    await this.#post({ kind: 'request', request });
    const steering = await this.#parts.server.request<Steering | null>(steerMethod, { id });
    if (steering) await this.#tellSteered(steering);
  }

  async #compare(id: string): Promise<void> {
    const request = await this.#request(id);
    if (request) await this.#post({ kind: 'compared', request });
  }

  /** Only the newest trial is of interest. */
  async #preview(id: string, budget: number): Promise<void> {
    this.#follows = false;
    this.#reselecting?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#reselecting = source;
    const trace = await this.#parts.server.request<Trace | null>(
      reselectMethod,
      { id, budget },
      source.token,
    );
    if (!trace) return this.#lost();
    if (this.#reselecting === source) await this.#post({ kind: 'preview', id, trace });
  }

  async #run(id: string, budget: number): Promise<void> {
    const summary = await this.#parts.server.request<RequestSummary | null>(runAgainMethod, { id, budget });
    if (!summary) return this.#lost();
    this.#follows = true;
    await this.#show(summary.id);
    await this.#compare(id);
  }

  async #steer(id: string, { steering, budget }: Steered): Promise<void> {
    await this.#parts.budget.keep(budget, this.#parts.server);
    const kept = await this.#parts.server.request<Steering | null>(steerMethod, { id, steering });
    if (kept) await this.#tellSteered(kept);
  }

  #tellSteered(steering: Steering): Promise<void> {
    const { budget } = this.#parts.budget;
    const folder = this.#shown && vscode.Uri.parse(this.#shown.summary.uri);
    const setting = vscode.workspace.getConfiguration('keyhole', folder).get('budget', 1024);
    const steered = { steering, ...(budget === undefined ? {} : { budget }) };
    return this.#post({ kind: 'steered', steered, budget: setting });
  }

  async #openPlace(id: string): Promise<void> {
    const request = await this.#request(id);
    if (!request) return this.#lost();
    const { uri, line, column } = request.summary;
    const place = new vscode.Position(line - 1, column - 1);
    await this.#open(uri, () => new vscode.Range(place, place));
  }

  async #openItem(params: InspectItemParams): Promise<void> {
    const found = await this.#item(params);
    if (!found) return this.#lost();
    const { range } = found;
    const at = (document: vscode.TextDocument, offset: number) => document.positionAt(offset);
    await this.#open(found.uri, (document) => {
      return new vscode.Range(at(document, range.start), at(document, range.end));
    });
  }

  /** Opens a document with a range selected. */
  async #open(uri: string, rangeIn: (document: vscode.TextDocument) => vscode.Range): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const shown = { selection: rangeIn(document), viewColumn: this.#parts.beside(), preview: true };
    await vscode.window.showTextDocument(document, shown);
  }

  #request(id: string): Promise<InspectedRequest | null> {
    return this.#parts.server.request<InspectedRequest | null>(inspectRequestMethod, { id });
  }

  #item(params: InspectItemParams): Promise<InspectedItem | null> {
    return this.#parts.server.request<InspectedItem | null>(inspectItemMethod, params);
  }

  async #exported(id: string, format: ExportFormat): Promise<string> {
    return (await this.#parts.server.request<string | null>(exportRequestMethod, { id, format })) ?? '';
  }

  #lost(): Promise<void> {
    const message = vscode.l10n.t(
      'The server keeps this request no longer: it was restarted, or newer ones took its place. Ask for a completion again.',
    );
    return this.#post({ kind: 'failed', message });
  }

  async #post(message: ToPage): Promise<void> {
    await this.#webview.postMessage(message);
  }
}
