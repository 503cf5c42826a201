/**
 * What a guard asks the type engine about places that a completion has come to: with deadlines, and never for
 * something that is written to disk.
 */

import type { TypedHole, TypeEngine } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { balanceOf, deadline, type Token } from '../text/text.ts';
import { frameAt } from './frames.ts';
import { lastCode, type Site } from './sites.ts';
import type { Candidate } from './written.ts';

export interface QuestionOptions {
  readonly cursor: Cursor;
  /** Without it only the cursor's own place has rules. */
  readonly engine?: TypeEngine | undefined;
  /** Milliseconds for one question, and for all of them together. */
  readonly ms: number;
  readonly mostMs: number;
  readonly signal: AbortSignal;
}

/** An answer with what it took; no hole where it was late or there is nobody to ask. */
export interface Answered {
  readonly hole?: TypedHole;
  readonly ms: number;
  readonly late: boolean;
}

/** A place that a completion has come to; `index` is that of its token. */
export interface Asked {
  readonly site: Site;
  readonly index: number;
  readonly written: Candidate;
}

export class Questions {
  readonly #options: QuestionOptions;
  #msLeft: number;

  constructor(options: QuestionOptions) {
    this.#options = options;
    this.#msLeft = options.mostMs;
  }

  /** Whether places beyond the cursor can be asked about at all. */
  get canAsk(): boolean {
    const { engine, cursor } = this.#options;
    return engine?.handles(cursor.document.path) ?? false;
  }

  /** Gives so much time for what is asked from now on. */
  allow(ms: number): void {
    this.#msLeft = ms;
  }

  /** What is legal at a place, or also every name in scope there. Rejects only when the signal is aborted. */
  async ask(place: Asked, only: 'legal' | 'names'): Promise<Answered> {
    if (this.#msLeft <= 0) return { ms: 0, late: true };
    const started = performance.now();
    const hole = await this.#hole(place, only);
    const ms = performance.now() - started;
    this.#msLeft -= ms;
    return hole === 'late' ? { ms, late: true } : { ...(hole && { hole }), ms, late: false };
  }

  async #hole(
    { site, index, written }: Asked,
    only: 'legal' | 'names',
  ): Promise<TypedHole | undefined | 'late'> {
    const { engine, cursor, ms, signal } = this.#options;
    if (!engine) return undefined;
    const limited = deadline(Math.min(ms, this.#msLeft), signal);
    try {
      const path = cursor.document.path;
      const query = { path, ...textAt(cursor, site, written.tokens.slice(0, index), written.text), only };
      return await limited.race(engine.hole(query, limited.signal));
    } catch {
      signal.throwIfAborted();
      return 'late';
    } finally {
      limited[Symbol.dispose]();
    }
  }
}

/** The document with what is written up to the place, closed where the completion has opened something. */
function textAt(
  { document, offset }: Cursor,
  site: Site,
  before: readonly Token[],
  written: string,
): { readonly text: string; readonly offset: number } {
  const own = before.filter(({ start }) => start >= offset);
  const until = document.text.slice(0, offset) + written.slice(0, Math.max(0, site.start - offset));
  const mark = site.quote ?? (site.kind === 'type' ? '>'.repeat(openLists(before)) : '');
  const closed = isParameter(site, before) ? closersOf(own).replace('})', '}) => {}') : closersOf(own);
  const text = until + mark + closed + document.text.slice(offset);
  return { text, offset: until.length };
}

/** How many lists of types are open at a place within one. */
function openLists(before: readonly Token[]): number {
  const line = before.slice(before.findLastIndex(({ text }) => /^(?:;|=>|=|return)$/.test(text)) + 1);
  const count = (mark: string) => line.filter(({ text }) => text === mark).length;
  return Math.max(1, count('<') - count('>'));
}

/** An object in brackets of its own among the arguments of a call takes a function's parameter apart. */
function isParameter({ kind }: Site, before: readonly Token[]): boolean {
  const object = kind === 'key' ? frameAt(before, before.length) : undefined;
  const bracket = object?.kind === 'object' ? lastCode(before, object.opener) : -1;
  if (before[bracket]?.text !== '(') return false;
  const mark = before[lastCode(before, bracket)]?.text;
  if (mark === ',') return frameAt(before, bracket)?.kind === 'call';
  return mark === '(' || mark === 'async';
}

/** What closes what these tokens leave open, innermost first. */
function closersOf(tokens: readonly Token[]): string {
  const { open } = balanceOf(tokens);
  // Code within a template is closed by its brace, the template by its backtick.
  return open
    .toReversed()
    .map((closer) => (closer === '`' ? '}`' : closer))
    .join('');
}
