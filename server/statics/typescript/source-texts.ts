/**
 * The text of every file as the checker shall see it: what a query lays over it, else what an editor
 * holds, else the disk. Each distinct text of a file has its own version, so equal texts are never
 * parsed twice.
 */

import ts from 'typescript';
import { type FileSystemPort, slashed } from './file-system.ts';

interface Versioned {
  readonly text: string;
  readonly version: number;
  readonly snapshot: ts.IScriptSnapshot;
}

const code = /\.(?:[cm]?[jt]sx?|json)$/i;
const decidesStructure = /(?:^|\/)(?:tsconfig[^/]*|jsconfig[^/]*|package)\.json$/;

export class SourceTexts {
  readonly port: FileSystemPort;
  /** Counts every change of any text. */
  revision = 0;
  /** Counts changes of which files there are, or of how they are configured. */
  structure = 0;
  readonly #open = new Map<string, string>();
  readonly #disk = new Map<string, string | undefined>();
  readonly #exists = new Map<string, boolean>();
  readonly #real = new Map<string, string>();
  readonly #seen = new Map<string, Versioned>();
  readonly #edits = new Map<string, number>();
  readonly #lastEdit = new Map<string, number>();
  #allEdits = 0;
  #laid: ReadonlyMap<string, string> = new Map();

  constructor(port: FileSystemPort) {
    this.port = port;
  }

  /** An editor's text for a file; `undefined` gives the file back to the disk. */
  change(path: string, text: string | undefined): void {
    const before = this.#open.get(path);
    if (before === text) return;
    const existed = this.fileExists(path);
    if (text === undefined) this.#open.delete(path);
    else this.#open.set(path, text);
    this.#changed(path, existed !== this.fileExists(path));
  }

  changedOnDisk(paths: readonly string[]): void {
    this.#real.clear();
    for (const path of paths) {
      const existed = this.#knownToExist(path);
      this.#disk.delete(path);
      this.#exists.delete(path);
      const appearedOrGone = existed !== this.isOnDisk(path) && code.test(path);
      this.#changed(path, appearedOrGone && !this.#open.has(path));
    }
  }

  /** Runs `work` while these texts stand for their files; what it leaves behind is put right on the next read. */
  laidOver<T>(texts: ReadonlyMap<string, string>, work: () => T): T {
    this.#laid = texts;
    this.revision++;
    try {
      return work();
    } finally {
      this.#laid = new Map();
      this.revision++;
    }
  }

  read(path: string): string | undefined {
    return this.#laid.get(path) ?? this.#open.get(path) ?? this.#onDisk(path);
  }

  fileExists(path: string): boolean {
    if (this.#laid.has(path) || this.#open.has(path)) return true;
    return this.isOnDisk(path);
  }

  realpath(path: string): string {
    return remembered(this.#real, path, () => slashed(this.port.realpath(path)));
  }

  /** Files that only an editor holds yet. */
  unsaved(): string[] {
    return [...this.#open.keys()].filter((path) => !this.isOnDisk(path));
  }

  /** Counts the changes of all files but one. */
  changesBeside(path: string): number {
    return this.#allEdits - (this.#edits.get(path) ?? 0);
  }

  /** What stands for the file instead of the disk. */
  overlaid(path: string): string | undefined {
    return this.#laid.get(path) ?? this.#open.get(path);
  }

  /** What a question lays over files at this moment. */
  get laid(): ReadonlyMap<string, string> {
    return this.#laid;
  }

  /** A moment, for `changedSince`. */
  get stamp(): number {
    return this.#allEdits;
  }

  /** The files that an editor or the disk changed after a moment. */
  changedSince(stamp: number): string[] {
    return [...this.#lastEdit].filter(([, last]) => last > stamp).map(([path]) => path);
  }

  version(path: string): string {
    return String(this.#versioned(path)?.version ?? 0);
  }

  snapshot(path: string): ts.IScriptSnapshot | undefined {
    return this.#versioned(path)?.snapshot;
  }

  #versioned(path: string): Versioned | undefined {
    const text = this.read(path);
    const seen = this.#seen.get(path);
    if (text === undefined || seen?.text === text) return text === undefined ? undefined : seen;
    const fresh = { text, version: (seen?.version ?? 0) + 1, snapshot: snapshotOf(text) };
    this.#seen.set(path, fresh);
    return fresh;
  }

  isOnDisk(path: string): boolean {
    return remembered(this.#exists, path, () => this.port.fileExists(path));
  }

  /** `undefined` when nobody asked yet. */
  #knownToExist(path: string): boolean | undefined {
    return this.#exists.get(path) ?? (this.#disk.has(path) ? this.#disk.get(path) !== undefined : undefined);
  }

  #onDisk(path: string): string | undefined {
    return remembered(this.#disk, path, () => this.port.readFile(path));
  }

  #changed(path: string, appearedOrGone: boolean): void {
    this.revision++;
    this.#allEdits++;
    this.#edits.set(path, (this.#edits.get(path) ?? 0) + 1);
    this.#lastEdit.set(path, this.#allEdits);
    if (appearedOrGone || decidesStructure.test(path)) this.structure++;
  }
}

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined || memory.has(key)) return known ?? make();
  const made = make();
  memory.set(key, made);
  return made;
}

/** A snapshot that names the one stretch in which it differs from an older one. */
function snapshotOf(text: string): ts.IScriptSnapshot {
  return {
    getText: (start, end) => text.slice(start, end),
    getLength: () => text.length,
    getChangeRange: (old) => changeRange(old.getText(0, old.getLength()), text),
  };
}

/** The one stretch in which a text differs from an older one. */
export function changeRange(old: string, text: string): ts.TextChangeRange {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  return { span: { start, length: old.length - tail - start }, newLength: text.length - tail - start };
}
