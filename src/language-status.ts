/** The language status of each file: engine, project, and whether everything about it is known. */

import * as vscode from 'vscode';
import type { DocumentStatus } from '../server/protocol/protocol.ts';
import type { Server } from './server.ts';

export class LanguageStatus implements vscode.Disposable {
  readonly #items = new Map<string, vscode.LanguageStatusItem>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(server: Server) {
    this.#subscriptions = [
      server.onDidTellStatus(({ documents }) => {
        for (const status of documents) this.#show(status);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#remove(uri.toString())),
    ];
  }

  dispose(): void {
    for (const subscription of [...this.#subscriptions, ...this.#items.values()]) subscription.dispose();
  }

  #show({ uri, engine, project, completeness }: DocumentStatus): void {
    const place = vscode.Uri.parse(uri);
    const item =
      this.#items.get(uri) ?? vscode.languages.createLanguageStatusItem(`keyhole:${uri}`, patternOf(place));
    this.#items.set(uri, item);
    item.name = 'Keyhole';
    item.text = engine === null ? 'Keyhole' : `Keyhole: ${engine}`;
    item.detail = completeness.state === 'complete' ? how(engine, project) : completeness.why;
    item.severity =
      completeness.state === 'complete'
        ? vscode.LanguageStatusSeverity.Information
        : vscode.LanguageStatusSeverity.Warning;
    item.command = { title: vscode.l10n.t('Explain'), command: 'keyhole.explainLast' };
  }

  #remove(uri: string): void {
    this.#items.get(uri)?.dispose();
    this.#items.delete(uri);
  }
}

/** The place for it is short: where something is missing, only that is said. */
function how(engine: string | null, project: string | null): string {
  if (engine === null) return vscode.l10n.t('by syntax');
  return project ? vscode.workspace.asRelativePath(project) : vscode.l10n.t('no project');
}

function patternOf({ scheme, path }: vscode.Uri): vscode.DocumentFilter {
  return { scheme, pattern: path.replace(/[[\]{}*?]/g, '[$&]') };
}
