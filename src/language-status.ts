/** The language status of each file: engine, project, whether everything about it is known and what is offered was checked. */

import * as vscode from 'vscode';
import type { DocumentStatus } from '../server/protocol/protocol.ts';
import type { Offers } from './offers.ts';
import type { Server } from './server.ts';

/** What is shown of a file. */
interface Shown {
  readonly item: vscode.LanguageStatusItem;
  readonly status: DocumentStatus;
  /** Whether it says that types were checked. */
  readonly isMarked: boolean;
}

export class LanguageStatus implements vscode.Disposable {
  readonly #shown = new Map<string, Shown>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #offers: Offers;

  constructor(server: Server, offers: Offers) {
    this.#offers = offers;
    this.#subscriptions = [
      server.onDidTellStatus(({ documents }) => {
        for (const status of documents) this.#show(status);
      }),
      offers.onDidChange(() => {
        for (const [uri, { status, isMarked }] of this.#shown)
          if (isMarked !== offers.isCheckedAt(uri)) this.#show(status);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#remove(uri.toString())),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const { item } of this.#shown.values()) item.dispose();
  }

  #show(status: DocumentStatus): void {
    const { uri, engine, project, completeness } = status;
    const place = vscode.Uri.parse(uri);
    const item =
      this.#shown.get(uri)?.item ??
      vscode.languages.createLanguageStatusItem(`keyhole:${uri}`, patternOf(place));
    const isMarked = this.#offers.isCheckedAt(uri);
    this.#shown.set(uri, { item, status, isMarked });
    item.name = 'Keyhole';
    item.text = `${engine === null ? 'Keyhole' : `Keyhole: ${engine}`}${isMarked ? ' $(check)' : ''}`;
    const known = completeness.state === 'complete' ? how(engine, project) : completeness.why;
    item.detail = isMarked ? vscode.l10n.t('{0}, types checked', known) : known;
    item.severity =
      completeness.state === 'complete'
        ? vscode.LanguageStatusSeverity.Information
        : vscode.LanguageStatusSeverity.Warning;
    item.command = { title: vscode.l10n.t('Explain'), command: 'keyhole.explainLast' };
  }

  #remove(uri: string): void {
    this.#shown.get(uri)?.item.dispose();
    this.#shown.delete(uri);
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
