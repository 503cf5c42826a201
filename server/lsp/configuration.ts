/**
 * Asks the editor for settings, for each folder anew, and keeps the API key: in memory, and out of every log.
 */

import type { InitializeParams } from 'vscode-languageserver/node';
import { isFields, type OfferSettings, offerSettings, type Settings } from '../protocol/protocol.ts';
import { deadline } from '../text/text.ts';
import type { Failures } from './failures.ts';
import { settingsFrom } from './settings.ts';
import type { Connection } from './transport.ts';

/** Milliseconds that the editor gets to answer. */
const patience = 5_000;

export class Configuration {
  readonly #connection: Connection;
  readonly #failures: Failures;
  /** For offering completions in a document, by its address. */
  readonly #offers = new Map<string, Promise<OfferSettings>>();
  #canAsk = false;
  /** Settings of clients that cannot be asked. */
  #pushed: unknown;
  #key: string | undefined = process.env.KEYHOLE_API_KEY;

  constructor(connection: Connection, failures: Failures) {
    this.#connection = connection;
    this.#failures = failures;
  }

  initialize({ capabilities, initializationOptions: options }: InitializeParams): void {
    this.#canAsk = capabilities.workspace?.configuration === true;
    this.#pushed = isFields(options) ? options.settings : undefined;
  }

  /** Takes over what `workspace/didChangeConfiguration` carries, for clients that cannot be asked. */
  push(settings: unknown): void {
    if (isFields(settings) && settings.keyhole !== undefined) this.#pushed = settings.keyhole;
  }

  get key(): string | undefined {
    return this.#key;
  }

  setKey(key: string | undefined): void {
    this.#key = key ?? process.env.KEYHOLE_API_KEY;
  }

  /** The settings of a folder; what is wrong in them is told once. */
  async settingsFor(scope: string | undefined): Promise<Settings> {
    const { settings, problems } = settingsFrom(await this.#ask(scope), this.#key);
    const of = `the settings of ${scope ?? 'no folder'}`;
    if (problems.length === 0) this.#failures.worked(of);
    for (const problem of problems) this.#failures.tell(of, problem);
    return settings;
  }

  /** The settings for offering completions in a document; asked for once until they change. */
  offerFor(uri: string): Promise<OfferSettings> {
    const known = this.#offers.get(uri);
    if (known) return known;
    const asked = this.#ask(uri).then((found) => offerSettings(settingsFrom(found, undefined).settings));
    this.#offers.set(uri, asked);
    return asked;
  }

  /** A document, or every one, may have other settings from now on. */
  forget(uri?: string): void {
    if (uri === undefined) this.#offers.clear();
    else this.#offers.delete(uri);
  }

  async #ask(scope: string | undefined): Promise<unknown> {
    if (!this.#canAsk) return this.#pushed;
    using limited = deadline(patience, new AbortController().signal);
    const item = { section: 'keyhole', ...(scope === undefined ? {} : { scopeUri: scope }) };
    const asked: Promise<unknown> = this.#connection.workspace.getConfiguration(item);
    return limited.race(asked).catch((error: unknown) => {
      this.#connection.console.warn(`The editor gave no settings, the defaults are used: ${error}`);
      return undefined;
    });
  }
}
