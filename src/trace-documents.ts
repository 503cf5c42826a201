/** Read-only documents that explain a completion. */

import * as vscode from 'vscode';

const scheme = 'keyhole-trace';

export class TraceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #place = vscode.Uri.from({ scheme, path: vscode.l10n.t('Keyhole: Last Completion') });
  #text = '';

  provideTextDocumentContent(): string {
    return this.#text;
  }

  /** Shows the text beside the editor; there is one such document. */
  async show(text: string): Promise<void> {
    this.#text = text;
    this.#changed.fire(this.#place);
    const opened = await vscode.workspace.openTextDocument(this.#place);
    // The manifest has lines of this language wrapped.
    const document = await vscode.languages.setTextDocumentLanguage(opened, scheme);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preview: true,
      preserveFocus: true,
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
