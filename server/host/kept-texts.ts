/**
 * Texts that outlive the process, each in a file of its own in one folder. Invariant: the newest by their names are
 * kept, at most so many; what cannot be written or read is as if it had never been kept.
 */

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface KeptTextsOptions {
  readonly folder: string;
  /** Texts that are kept. */
  readonly most: number;
}

export class KeptTexts {
  readonly #options: KeptTextsOptions;
  /** One change after the other. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: KeptTextsOptions) {
    this.#options = options;
  }

  /** Keeps a text under a name, of which later ones are greater. Resolves when that is done, or cannot be. */
  keep(name: string, text: string): Promise<void> {
    const kept = this.#changes.then(() => this.#write(name, text)).catch(() => {});
    this.#changes = kept;
    return kept;
  }

  /** The texts whose names are wanted, oldest first. */
  async read(isWanted: (name: string) => boolean): Promise<string[]> {
    const { folder } = this.#options;
    await this.#changes;
    const wanted = (await this.#names()).filter(isWanted);
    const texts = wanted.map((name) => readFile(join(folder, name), 'utf8').catch(() => undefined));
    return (await Promise.all(texts)).flatMap((text) => text ?? []);
  }

  async #write(name: string, text: string): Promise<void> {
    const { folder, most } = this.#options;
    const path = join(folder, name);
    await mkdir(folder, { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    // It may hold what a person has not saved yet.
    await writeFile(unfinished, text, { mode: 0o600 });
    await rename(unfinished, path);
    const tooOld = (await this.#names()).slice(0, -most);
    await Promise.all(tooOld.map((old) => rm(join(folder, old), { force: true })));
  }

  async #names(): Promise<string[]> {
    return (await readdir(this.#options.folder).catch(() => [])).toSorted();
  }
}
