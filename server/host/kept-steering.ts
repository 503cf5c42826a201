/**
 * What a person pinned and banned in a repository, kept in a file of the user's own, outside of it. Command line
 * and editors share it: it is read again when it was written by somebody else.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkSteering, noSteering, type Steering } from '../protocol/protocol.ts';
import { messageOf } from '../text/text.ts';
import { steeringFolder } from './folders.ts';

export class KeptSteering {
  readonly #root: string;
  readonly #path: string;
  readonly #onProblem: (sentence: string) => void;
  #steering: Steering = noSteering;
  #read = 0;

  constructor(root: string, onProblem: (sentence: string) => void = () => {}) {
    this.#root = root;
    this.#path = join(
      steeringFolder(),
      `${createHash('sha256').update(root).digest('hex').slice(0, 16)}.json`,
    );
    this.#onProblem = onProblem;
  }

  /** What is kept by now; what is wrong in the file is told once and left out. */
  get steering(): Steering {
    const written = statSync(this.#path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (written === this.#read) return this.#steering;
    this.#read = written;
    this.#steering = written === 0 ? noSteering : this.#readFile();
    return this.#steering;
  }

  /** Keeps it in place of what was kept. @throws when the file cannot be written. */
  keep(steering: Steering): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const unfinished = `${this.#path}.${process.pid}`;
    writeFileSync(unfinished, `${JSON.stringify({ root: this.#root, ...steering }, undefined, 2)}\n`);
    renameSync(unfinished, this.#path);
  }

  #readFile(): Steering {
    try {
      const { steering, problems } = checkSteering(JSON.parse(readFileSync(this.#path, 'utf8')));
      for (const problem of problems) this.#onProblem(`In "${this.#path}": ${problem}`);
      return steering;
    } catch (error) {
      this.#onProblem(`The pins and bans in "${this.#path}" cannot be read: ${messageOf(error)}`);
      return noSteering;
    }
  }
}
