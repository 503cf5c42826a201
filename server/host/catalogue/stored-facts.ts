/**
 * The fact store in a file of SQLite. Writes are gathered and made in batches; several processes may use one
 * file. A damaged or foreign file is set aside and begun anew; where that cannot be, memory has to do.
 */

import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FactDatabase, schemaVersion } from './fact-database.ts';
import {
  copyOf,
  type FactStore,
  type FileRecord,
  type Finding,
  type FindingKey,
  MemoryFactStore,
} from './fact-store.ts';

type Sqlite = typeof import('node:sqlite');

export interface StoreOptions {
  /** Folder of the store; it is made when it is missing. */
  readonly folder: string;
  /** Bytes that the file may take. */
  readonly most: number;
  /** Version of the extraction: facts of another one are not given out. */
  readonly version: string;
  /** Hears in a sentence when a file was set aside. */
  readonly log: (line: string) => void;
  /** Hears in a sentence why nothing will be kept. */
  readonly problem: (sentence: string) => void;
}

const name = `facts-${schemaVersion}`;
/** Milliseconds that another process may hold the file; those that a write may wait for others to be gathered. */
const patience = { busy: 3_000, batch: 400 };
/** Findings and bytes that are written at once; bytes that wait at most while others write. */
const batch = { findings: 256, bytes: 2_000_000 };
const mostWaiting = 64_000_000;
/** Bytes written between two looks at the size of the file. */
const collectEvery = 16_000_000;

/** Codes of SQLite's errors, without their details: https://sqlite.org/rescode.html */
const codes = {
  perm: 3,
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  io: 10,
  full: 13,
  cannotOpen: 14,
} as const;
/** What SQLite says when the machine is at fault, so that a new file would fare no better. */
const ofTheMachine: readonly number[] = [codes.perm, codes.noMemory, codes.io, codes.full];
/** Input and output that failed for what the file holds or the disk below it: a bad read, a short one, a bad file system. */
const ofTheFile: readonly number[] = [266, 522, 8458];

/** Never fails: where SQLite or its file is out of reach, the store is one in memory and `problem` says why. */
export async function openFactStore(options: StoreOptions): Promise<FactStore> {
  const sqlite = await import('node:sqlite').catch(() => undefined);
  if (sqlite) return new StoredFacts(sqlite, options);
  options.problem(
    'This Node has no node:sqlite, so the index is kept in memory only: update the editor, or Node to 22.15.',
  );
  return new MemoryFactStore();
}

class StoredFacts implements FactStore {
  readonly #sqlite: Sqlite;
  readonly #options: StoreOptions;
  readonly #path: string;
  readonly #findings = new Map<string, readonly [FindingKey, Finding]>();
  readonly #records = new Map<string, Map<string, FileRecord | undefined>>();
  #database: FactDatabase | undefined;
  /** The file that was opened, to tell whether another process has put a new one in its place. */
  #inode = 0;
  /** What stands in when the file cannot be used. */
  #memory: MemoryFactStore | undefined;
  #waiting = 0;
  #written = collectEvery;
  #timer: NodeJS.Timeout | undefined;

  constructor(sqlite: Sqlite, options: StoreOptions) {
    this.#sqlite = sqlite;
    this.#options = options;
    this.#path = join(options.folder, `${name}.sqlite`);
    this.#attempt(() => undefined, undefined);
  }

  find(key: FindingKey): Finding | undefined {
    if (this.#memory) return this.#memory.find(key);
    const waiting = this.#findings.get(textOf(key))?.[1];
    if (waiting) return copyOf(waiting);
    return this.#attempt((database) => database.find(key), undefined);
  }

  save(key: FindingKey, finding: Finding): void {
    if (this.#memory) return this.#memory.save(key, finding);
    if (this.#waiting > mostWaiting) return;
    this.#findings.set(textOf(key), [key, finding]);
    this.#waiting += finding.kind === 'facts' ? finding.facts.length : 100;
    this.#later();
  }

  recordsOf(root: string): Map<string, FileRecord> {
    this.#flush();
    return this.#attempt((database) => database.recordsOf(root), new Map());
  }

  record(root: string, path: string, record: FileRecord | undefined): void {
    if (this.#memory) return;
    const records = this.#records.get(root) ?? new Map<string, FileRecord | undefined>();
    this.#records.set(root, records.set(path, record));
    this.#later();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#flush();
    this.#closeDatabase();
    this.#memory?.close();
  }

  #later(): void {
    if (this.#findings.size >= batch.findings || this.#waiting >= batch.bytes) return this.#flush();
    this.#timer ??= setTimeout(() => this.#flush(), patience.batch);
  }

  /** Writes what waits. What another process did not let through in time waits on. */
  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#memory || (this.#findings.size === 0 && this.#records.size === 0)) return;
    const bytes = this.#waiting;
    const written = this.#attempt((database) => {
      database.inTransaction(() => this.#writeTo(database));
      return true;
    }, false);
    if (!written) return void (this.#timer ??= setTimeout(() => this.#flush(), patience.busy));
    this.#findings.clear();
    this.#records.clear();
    this.#waiting = 0;
    this.#written += bytes;
    if (this.#written < collectEvery) return;
    this.#written = 0;
    this.#attempt((database) => database.collect(this.#options.most), undefined);
  }

  #writeTo(database: FactDatabase): void {
    for (const [key, finding] of this.#findings.values()) database.save(key, finding);
    for (const [root, records] of this.#records)
      for (const [path, record] of records) database.record(root, path, record);
    database.touch();
  }

  /** Does something with the file; a damaged one is replaced once, and then it is done with the new one. */
  #attempt<T>(work: (database: FactDatabase) => T, otherwise: T): T {
    if (this.#memory) return otherwise;
    for (let tries = 0; tries < 2; tries++) {
      try {
        return work((this.#database ??= this.#open()));
      } catch (error) {
        if (isBusy(error)) return otherwise;
        if (!isDamaged(error, this.#path)) return this.#giveUp(error, otherwise);
        if (!this.#setAside()) return this.#giveUp(error, otherwise);
      }
    }
    return this.#giveUp(new Error('a new file is damaged at once'), otherwise);
  }

  #open(): FactDatabase {
    mkdirSync(this.#options.folder, { recursive: true });
    const database = new this.#sqlite.DatabaseSync(this.#path, { timeout: patience.busy });
    try {
      const opened = new FactDatabase(database, this.#options.version);
      this.#inode = statSync(this.#path).ino;
      return opened;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Renames the file, unless another process has done so; `false` when it cannot be. */
  #setAside(): boolean {
    const opened = this.#database !== undefined;
    this.#closeDatabase();
    const { folder, log } = this.#options;
    try {
      if (opened && statSync(this.#path).ino !== this.#inode) return true;
      for (const old of readdirSync(folder))
        if (old.startsWith(`${name}.damaged`)) rmSync(join(folder, old), { recursive: true, force: true });
      const aside = join(folder, `${name}.damaged.sqlite`);
      // Before the file itself, so that they cannot be those of a new file that another process makes.
      for (const part of ['-wal', '-shm']) rmSync(this.#path + part, { recursive: true, force: true });
      renameSync(this.#path, aside);
      log(`The stored index was damaged: it is rebuilt, and the old file is ${aside}.`);
      return true;
    } catch (error) {
      return isMissing(error);
    }
  }

  #giveUp<T>(error: unknown, otherwise: T): T {
    this.#closeDatabase();
    this.#memory = new MemoryFactStore();
    for (const [key, finding] of this.#findings.values()) this.#memory.save(key, finding);
    this.#findings.clear();
    this.#records.clear();
    const cause = error instanceof Error ? error.message : String(error);
    this.#options.problem(
      `The index cannot be kept in ${this.#options.folder} (${cause}): it is in memory only, and is built anew next time.`,
    );
    return otherwise;
  }

  #closeDatabase(): void {
    try {
      this.#database?.close();
    } catch {
      // A damaged file may refuse even this.
    }
    this.#database = undefined;
  }
}

function textOf({ hash, language }: FindingKey): string {
  return `${language} ${hash}`;
}

/** With its details; `undefined` for what SQLite did not say. */
function codeOf(error: unknown): number | undefined {
  const isSqlite = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
  return isSqlite ? Number(error.errcode) : undefined;
}

function isBusy(error: unknown): boolean {
  const code = withoutDetails(codeOf(error));
  return code === codes.busy || code === codes.locked;
}

/**
 * Whether a new file would do better. Damage has too many names to list (a format that is not supported, a table
 * that is missing, a number that is too large), so what is not known to be the machine's fault is the file's.
 */
function isDamaged(error: unknown, path: string): boolean {
  if (error instanceof Error && 'syscall' in error) return false;
  const detailed = codeOf(error);
  if (detailed === undefined || ofTheFile.includes(detailed)) return true;
  const code = withoutDetails(detailed);
  if (code === codes.readOnly) return [path, dirname(path)].every(isWritable);
  if (code === codes.cannotOpen) return ['', '-wal', '-shm'].some((part) => isNoFile(path + part));
  return !ofTheMachine.includes(code);
}

function withoutDetails(code = 0): number {
  return code & 0xff;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Something that is there and is not a file. */
function isNoFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
