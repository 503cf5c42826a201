/** The completion that is offered at the moment, and whether its types were checked. */

import * as vscode from 'vscode';
import { acceptedCommand, type Offered } from '../server/protocol/protocol.ts';

/** What an editor is given by a provider. */
type Given = vscode.InlineCompletionItem[] | vscode.InlineCompletionList | null | undefined;

interface Shown extends Offered {
  readonly uri: string;
  readonly position: vscode.Position;
}

export class Offers implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Something is offered, or nothing any more. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];
  #shown: Shown | undefined;
  #answered = false;
  #renewing: string | undefined;

  constructor() {
    const movedAway = ({ uri }: vscode.TextDocument) => {
      if (uri.toString() === this.#shown?.uri) this.#show(undefined);
    };
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) movedAway(document);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
        if (!this.#shown?.position.isEqual(selection.active)) movedAway(document);
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show(undefined)),
    ];
  }

  /** Whether what is offered was checked; `undefined` when nothing is offered. */
  get checked(): boolean | undefined {
    return this.#shown?.checked;
  }

  /** Whether something is offered in this document. */
  isAt(uri: string): boolean {
    return this.#shown?.uri === uri;
  }

  /** Whether something is offered in this document that was checked. */
  isCheckedAt(uri: string): boolean {
    return this.isAt(uri) && this.checked === true;
  }

  /** The editor is given this for a place; the context key `keyhole.answered` says that there was an answer. */
  offer(document: vscode.TextDocument, position: vscode.Position, given: Given): void {
    if (!this.#answered) void vscode.commands.executeCommand('setContext', 'keyhole.answered', true);
    this.#answered = true;
    const items = Array.isArray(given) ? given : (given?.items ?? []);
    const command = items[0]?.command;
    const [offered] = command?.command === acceptedCommand ? (command.arguments ?? []) : [];
    this.#show(offered && { ...offered, uri: document.uri.toString(), position });
  }

  /**
   * Has the editor ask anew where something is offered in this document. It would go on showing that, and it says
   * that a person asked: `isRenewing` tells better.
   */
  async renew(uri: string): Promise<void> {
    if (!this.isAt(uri)) return;
    this.#renewing = uri;
    await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    this.#renewing = undefined;
  }

  /** Whether the request for a document was made by `renew`. */
  isRenewing({ uri }: vscode.TextDocument): boolean {
    return this.#renewing === uri.toString();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #show(shown: Shown | undefined): void {
    if (!shown && !this.#shown) return;
    this.#shown = shown;
    this.#changed.fire();
  }
}
