/** Read-only documents that explain: the last completion, or a hole. */

import * as vscode from 'vscode';

const scheme = 'keyhole-trace';

export class TraceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  readonly #texts = new Map<string, string>();

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#texts.get(path) ?? '';
  }

  /** Puts another text into the document of this title. */
  write(path: string, text: string): void {
    this.#texts.set(path, text);
    this.#changed.fire(vscode.Uri.from({ scheme, path }));
  }

  /** Shows the text beside the editor; there is one document of each title. */
  async show(path: string, text: string): Promise<void> {
    const place = vscode.Uri.from({ scheme, path });
    this.write(path, text);
    const opened = await vscode.workspace.openTextDocument(place);
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
