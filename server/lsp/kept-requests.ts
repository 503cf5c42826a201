/**
 * The last requests of each folder on disk, so that a window that is loaded anew shows them still and can ask them
 * again. Invariant: while answers come in quick succession, they are written now and then, together.
 */

import { createHash } from 'node:crypto';
import { KeptTexts } from '../host/host.ts';
import { isFields } from '../protocol/protocol.ts';
import type { PastRequest } from './history.ts';

/** Changes whenever what was kept can no longer be shown. */
const format = 1;

/** Requests that are kept of those that were answered in one go. */
const mostAtOnce = 20;

/** Milliseconds between one writing and the next. */
const pause = 2_000;

/** UTF-16 units; a request that takes more is not kept. */
const longest = 4_000_000;

export class KeptRequests {
  readonly #texts: KeptTexts;
  #waiting: readonly PastRequest[] = [];
  #most = 0;
  #timer: NodeJS.Timeout | undefined;
  /** When something was written last. */
  #last = 0;

  /** @param folder Absolute path of a folder for them alone; it need not exist. */
  constructor(folder: string) {
    this.#texts = new KeptTexts(folder);
  }

  /** Keeps a request soon, and of those of all folders the newest `most`: the answer itself waits for nothing. */
  add(past: PastRequest, most: number): void {
    this.#most = most;
    this.#waiting = [...this.#waiting, past].slice(-mostAtOnce);
    if (this.#timer) return;
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, this.#last + pause - Date.now())).unref();
  }

  /** Writes what is not yet written. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = Date.now();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const past of waiting) {
      const text = written(past);
      if (text.length <= longest) await this.#texts.keep(nameOf(past), text, this.#most);
    }
  }

  /** What was kept of these folders, oldest first. */
  async read(folders: readonly string[]): Promise<PastRequest[]> {
    const marks = folders.map(markOf);
    const texts = await this.#texts.read((name) => marks.some((mark) => name.endsWith(`${mark}.json`)));
    return texts.flatMap((text) => pastFrom(text) ?? []);
  }
}

/** Later ones are greater. */
function nameOf({ summary: { at, id, folder } }: PastRequest): string {
  return `${String(at).padStart(15, '0')}-${id}-${markOf(folder)}.json`;
}

function markOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16);
}

/** Without the trace before it, and with a document that stands in it twice only once. */
function written({ summary, trace, asked, request }: PastRequest): string {
  const { document, offset, id, settings, reading, by } = request;
  const read = document === asked.document ? undefined : document;
  const past = { summary, trace, asked, request: { id, document: read, offset, settings, reading, by } };
  return JSON.stringify({ format, past });
}

function pastFrom(text: string): PastRequest | undefined {
  try {
    const kept: unknown = JSON.parse(text);
    if (!isKept(kept)) return undefined;
    const { asked, request } = kept.past;
    return { ...kept.past, request: { ...request, document: request.document ?? asked.document } };
  } catch {
    return undefined;
  }
}

/** Whoever writes another shape changes `format`: what has that is taken at its word. */
function isKept(value: unknown): value is { readonly past: PastRequest } {
  return isFields(value) && value.format === format && isFields(value.past);
}
