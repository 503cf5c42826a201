/**
 * Texts that outlive the process, each in a file of its own in one folder. Invariant: the newest by their names are
 * kept, at most as many as were wanted last; what cannot be written or read is as if it had never been kept.
 */

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export class KeptTexts {
  readonly #folder: string;
  /** One change after the other. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Keeps a text under a name, of which later ones are greater, and of all texts the newest `most`. Resolves when that
   * is done, or cannot be.
   */
  keep(name: string, text: string, most: number): Promise<void> {
    const kept = this.#changes.then(() => this.#put(name, text, most)).catch(() => {});
    this.#changes = kept;
    return kept;
  }

  /** The texts whose names are wanted, oldest first. */
  async read(isWanted: (name: string) => boolean): Promise<string[]> {
    await this.#changes;
    const wanted = (await this.#names()).filter(isWanted);
    const texts = wanted.map((name) => readFile(join(this.#folder, name), 'utf8').catch(() => undefined));
    return (await Promise.all(texts)).flatMap((text) => text ?? []);
  }

  async #put(name: string, text: string, most: number): Promise<void> {
    if (most > 0) await this.#write(name, text);
    const names = await this.#names();
    const tooOld = names.slice(0, Math.max(0, names.length - most));
    await Promise.all(tooOld.map((old) => rm(join(this.#folder, old), { force: true })));
  }

  async #write(name: string, text: string): Promise<void> {
    const path = join(this.#folder, name);
    await mkdir(this.#folder, { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    // It may hold what a person has not saved yet.
    await writeFile(unfinished, text, { mode: 0o600 });
    await rename(unfinished, path);
  }

  async #names(): Promise<string[]> {
    return (await readdir(this.#folder).catch(() => [])).toSorted();
  }
}
