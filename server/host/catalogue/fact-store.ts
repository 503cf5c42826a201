/**
 * Keeps what was found out about texts, under the hash of the bytes, and which bytes each file of a root had
 * when it was last read. A store never throws: what it cannot keep it forgets.
 */

import type { FileStamp } from './source-text.ts';

/** What is known of one text: its facts, encoded, or why it is left out. */
export type Finding =
  | { readonly kind: 'facts'; readonly facts: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'left out'; readonly why: string };

/** Facts depend on the bytes of a text and on the language that its path has. */
export interface FindingKey {
  readonly hash: string;
  readonly language: string;
}

/** A file as it was last read. */
export interface FileRecord {
  readonly stamp: FileStamp;
  readonly hash: string;
}

export interface FactStore {
  find(key: FindingKey): Finding | undefined;
  save(key: FindingKey, finding: Finding): void;
  /** What the files of a root were, by path. */
  recordsOf(root: string): Map<string, FileRecord>;
  /** Takes over what a file is now; `undefined` when it is gone. */
  record(root: string, path: string, record: FileRecord | undefined): void;
  close(): void;
}

/** Bytes of facts that are kept where nothing can be stored. */
const mostBytes = 64_000_000;

/** A store in memory, for the last findings: a branch switched back and forth is not parsed again. */
export class MemoryFactStore implements FactStore {
  readonly #findings = new Map<string, Finding>();
  #bytes = 0;

  find({ hash, language }: FindingKey): Finding | undefined {
    const found = this.#findings.get(`${language} ${hash}`);
    return found && copyOf(found);
  }

  save({ hash, language }: FindingKey, finding: Finding): void {
    const key = `${language} ${hash}`;
    this.#drop(key);
    // Its bytes may be part of a larger buffer, which would be kept with them.
    this.#findings.set(key, copyOf(finding));
    this.#bytes += sizeOf(finding);
    for (const oldest of this.#findings.keys()) {
      if (this.#bytes <= mostBytes) return;
      this.#drop(oldest);
    }
  }

  recordsOf(): Map<string, FileRecord> {
    return new Map();
  }

  record(): void {
    // Nothing outlives the process, so there is nothing to come back to.
  }

  close(): void {
    this.#findings.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    const finding = this.#findings.get(key);
    if (!finding) return;
    this.#findings.delete(key);
    this.#bytes -= sizeOf(finding);
  }
}

/** What is given out is given away. */
export function copyOf(finding: Finding): Finding {
  return finding.kind === 'facts' ? { kind: 'facts', facts: finding.facts.slice() } : finding;
}

function sizeOf(finding: Finding): number {
  return 200 + (finding.kind === 'facts' ? finding.facts.length : finding.why.length);
}
