/** The API key: in the editor's secret storage, and in the server's memory; nowhere else. */

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type SetApiKeyParams, setApiKeyMethod } from '../server/protocol/protocol.ts';

const name = 'keyhole.apiKey';

export class KeyStore {
  readonly #secrets: vscode.SecretStorage;
  readonly #client: LanguageClient;

  constructor(secrets: vscode.SecretStorage, client: LanguageClient) {
    this.#secrets = secrets;
    this.#client = client;
  }

  /** Gives the stored key to the server. */
  async send(): Promise<void> {
    const params: SetApiKeyParams = { key: (await this.#secrets.get(name)) ?? null };
    await this.#client.sendNotification(setApiKeyMethod, params);
  }

  /** Asks for a key and stores it; an empty one is forgotten, leaving the box changes nothing. */
  async ask(): Promise<void> {
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('Keyhole: Set API Key'),
      prompt: vscode.l10n.t('The key of the model server. Leave it empty to forget the stored one.'),
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined) return;
    if (key === '') await this.#secrets.delete(name);
    else await this.#secrets.store(name, key);
    await this.send();
  }
}
