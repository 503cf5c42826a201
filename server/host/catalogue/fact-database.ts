/**
 * The tables of the fact store in one SQLite file. Invariant: a row is given out only when its checksum, which
 * covers its key, fits; any other is as good as missing. Methods throw what SQLite throws.
 */

import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { FileRecord, Finding, FindingKey } from './fact-store.ts';

/** `KYHL`: by it the file is known as ours. */
const applicationId = 0x4b_59_48_4c;
/** Counted up when the tables change; a file of another version is set aside. */
export const schemaVersion = 1;
/** Days after which a root that nobody opened is forgotten. */
const rootDays = 60;
/** Of the size cap, what a collection leaves. */
const leftShare = 0.8;
const deletedAtOnce = 500;

const tables = [
  'CREATE TABLE extraction (id INTEGER PRIMARY KEY, version TEXT NOT NULL, language TEXT NOT NULL, UNIQUE (version, language))',
  'CREATE TABLE finding (id INTEGER PRIMARY KEY, extraction INTEGER NOT NULL, hash TEXT NOT NULL, used INTEGER NOT NULL, ' +
    'size INTEGER NOT NULL, UNIQUE (extraction, hash))',
  'CREATE TABLE content (id INTEGER PRIMARY KEY, sum INTEGER NOT NULL, left_out TEXT, facts BLOB)',
  'CREATE TABLE root (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, used INTEGER NOT NULL)',
  'CREATE TABLE file (root INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL, ' +
    'ctime REAL NOT NULL, hash TEXT NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (root, path)) WITHOUT ROWID',
];
const marks = [`PRAGMA application_id = ${applicationId}`, `PRAGMA user_version = ${schemaVersion}`];

/** The file holds something else than our tables in our version, whole. */
export class ForeignFile extends Error {}

type Row = Readonly<Record<string, SQLOutputValue>>;

export class FactDatabase {
  readonly #database: DatabaseSync;
  readonly #version: string;
  readonly #statements = new Map<string, StatementSync>();
  readonly #extractions = new Map<string, number>();
  readonly #touched = new Set<number>();

  /** @throws {ForeignFile} when the file is not ours, and what SQLite throws when it is damaged. */
  constructor(database: DatabaseSync, version: string) {
    this.#database = database;
    this.#version = version;
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    this.inTransaction(() => {
      const is = { application: this.#pragma('application_id'), user: this.#pragma('user_version') };
      const holds = this.#all('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').map(({ sql }) => sql);
      if (is.application === 0 && is.user === 0 && holds.length === 0)
        database.exec([...tables, ...marks].join(';'));
      else if (is.application !== applicationId || is.user !== schemaVersion || !isSame(holds, tables))
        throw new ForeignFile();
    });
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 16000000');
  }

  find({ hash, language }: FindingKey): Finding | undefined {
    const extraction = this.#extraction(language);
    if (extraction === undefined) return undefined;
    const row = this.#statement(
      'SELECT id, used, sum, left_out, facts FROM finding JOIN content USING (id) WHERE extraction = ? AND hash = ?',
    ).get(extraction, hash);
    if (!row) return undefined;
    const finding = findingOf(row);
    if (!finding || row.sum !== sumOf(finding, { hash, language }, this.#version)) {
      this.#delete([Number(row.id)]);
      return undefined;
    }
    if (Number(row.used) < today()) this.#touched.add(Number(row.id));
    return finding;
  }

  save(key: FindingKey, finding: Finding): void {
    const extraction = this.#extraction(key.language) ?? this.#addExtraction(key.language);
    const size = finding.kind === 'facts' ? finding.facts.length : 0;
    const row = this.#statement(
      'INSERT INTO finding (extraction, hash, used, size) VALUES (?, ?, ?, ?) ' +
        'ON CONFLICT (extraction, hash) DO UPDATE SET used = excluded.used, size = excluded.size RETURNING id',
    ).get(extraction, key.hash, today(), size);
    this.#statement('INSERT OR REPLACE INTO content (id, sum, left_out, facts) VALUES (?, ?, ?, ?)').run(
      Number(row?.id),
      sumOf(finding, key, this.#version),
      finding.kind === 'left out' ? finding.why : null,
      finding.kind === 'facts' ? finding.facts : null,
    );
  }

  /** By path, as they were recorded. */
  recordsOf(root: string): Map<string, FileRecord> {
    const rows = this.#statement(
      'SELECT file.path AS path, size, mtime, ctime, hash, sum FROM file JOIN root ON root.id = root WHERE root.path = ?',
    ).all(root);
    const records = rows.map(recordOf).filter((record) => record !== undefined);
    return new Map(records);
  }

  record(root: string, path: string, record: FileRecord | undefined): void {
    const id = this.#rootId(root);
    if (!record) {
      this.#statement('DELETE FROM file WHERE root = ? AND path = ?').run(id, path);
      return;
    }
    const { size, mtime, ctime } = record.stamp;
    this.#statement(
      'INSERT OR REPLACE INTO file (root, path, size, mtime, ctime, hash, sum) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(id, path, size, mtime, ctime, record.hash, recordSum(path, record));
  }

  /** Notes what was used since the last time. */
  touch(): void {
    for (const id of this.#touched)
      this.#statement('UPDATE finding SET used = ? WHERE id = ?').run(today(), id);
    this.#touched.clear();
  }

  /** Forgets what was used least recently until the file is well below its cap in bytes. */
  collect(most: number): void {
    const bytes = this.#bytesUsed();
    if (bytes <= most) return;
    this.inTransaction(() => {
      const stale = today() - rootDays;
      this.#statement('DELETE FROM file WHERE root IN (SELECT id FROM root WHERE used < ?)').run(stale);
      this.#statement('DELETE FROM root WHERE used < ?').run(stale);
    });
    for (let left = this.#bytesUsed(); left > most * leftShare; ) {
      const ids = this.#all(`SELECT id FROM finding ORDER BY used, id LIMIT ${deletedAtOnce}`);
      if (ids.length === 0) break;
      let deleted = 0;
      this.inTransaction(() => (deleted = this.#delete(ids.map(({ id }) => Number(id)))));
      // Rows that are listed and cannot be deleted would be listed for ever.
      if (deleted === 0) throw new ForeignFile();
      left = this.#bytesUsed();
    }
    this.#database.exec('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** All of `work`, or nothing of it. */
  inTransaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      this.#extractions.clear();
      throw error;
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** How many findings went. */
  #delete(ids: readonly number[]): number {
    let count = 0;
    for (const id of ids) {
      this.#statement('DELETE FROM content WHERE id = ?').run(id);
      count += Number(this.#statement('DELETE FROM finding WHERE id = ?').run(id).changes);
    }
    return count;
  }

  #extraction(language: string): number | undefined {
    const known = this.#extractions.get(language);
    if (known !== undefined) return known;
    const row = this.#statement('SELECT id FROM extraction WHERE version = ? AND language = ?').get(
      this.#version,
      language,
    );
    if (row) this.#extractions.set(language, Number(row.id));
    return row && Number(row.id);
  }

  #addExtraction(language: string): number {
    const added = this.#statement('INSERT INTO extraction (version, language) VALUES (?, ?)').run(
      this.#version,
      language,
    );
    return Number(added.lastInsertRowid);
  }

  #rootId(path: string): number {
    this.#statement(
      'INSERT INTO root (path, used) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET used = excluded.used WHERE used < excluded.used',
    ).run(path, today());
    return Number(this.#statement('SELECT id FROM root WHERE path = ?').get(path)?.id);
  }

  #bytesUsed(): number {
    return (this.#pragma('page_count') - this.#pragma('freelist_count')) * this.#pragma('page_size');
  }

  #pragma(name: string): number {
    return this.#numberOf(`PRAGMA ${name}`, name);
  }

  #all(query: string): Row[] {
    return this.#statement(query).all();
  }

  #numberOf(query: string, column: string): number {
    return Number(this.#statement(query).get()?.[column] ?? 0);
  }

  #statement(text: string): StatementSync {
    const known = this.#statements.get(text) ?? this.#database.prepare(text);
    this.#statements.set(text, known);
    return known;
  }
}

function isSame(some: readonly unknown[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, i) => one === others[i]);
}

function findingOf({ left_out: why, facts }: Row): Finding | undefined {
  if (typeof why === 'string') return { kind: 'left out', why };
  // SQLite gives bytes of their own, which may be handed on.
  return facts instanceof Uint8Array
    ? { kind: 'facts', facts: new Uint8Array(facts.buffer, facts.byteOffset, facts.length) }
    : undefined;
}

function sumOf(finding: Finding, { hash, language }: FindingKey, version: string): number {
  const of = crc32(`${version} ${language} ${hash} ${finding.kind}`);
  return crc32(finding.kind === 'facts' ? finding.facts : finding.why, of);
}

function recordOf({ path, size, mtime, ctime, hash, sum }: Row): readonly [string, FileRecord] | undefined {
  if (typeof path !== 'string' || typeof hash !== 'string') return undefined;
  const stamp = { size: Number(size), mtime: Number(mtime), ctime: Number(ctime) };
  const record = { stamp, hash };
  return sum === recordSum(path, record) ? [path, record] : undefined;
}

function recordSum(path: string, { stamp: { size, mtime, ctime }, hash }: FileRecord): number {
  return crc32(`${path}\0${size}\0${mtime}\0${ctime}\0${hash}`);
}

/** Days since 1970. */
function today(): number {
  return Math.floor(Date.now() / 86_400_000);
}
