/** The API key: in the editor's secret storage, and in the memory of extension and server; nowhere else. */

import * as vscode from 'vscode';
import { type SetApiKeyParams, setApiKeyMethod } from '../server/protocol/protocol.ts';
import type { Server } from './server.ts';

const name = 'keyhole.apiKey';

export class KeyStore {
  readonly #secrets: vscode.SecretStorage;
  #key: string | undefined;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** What no log may show. */
  get secrets(): readonly string[] {
    return this.#key ? [this.#key] : [];
  }

  /** Gives the stored key to the server. */
  async send(server: Server): Promise<void> {
    this.#key = await this.#secrets.get(name);
    const params: SetApiKeyParams = { key: this.#key ?? null };
    await server.notify(setApiKeyMethod, params);
  }

  /** Asks for a key and stores it; an empty one is forgotten, leaving the box changes nothing. */
  async ask(server: Server): Promise<void> {
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('Keyhole: Set API Key'),
      prompt: vscode.l10n.t('The key of the model server. Leave it empty to forget the stored one.'),
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined) return;
    if (key === '') await this.#secrets.delete(name);
    else await this.#secrets.store(name, key);
    await this.send(server);
  }
}
