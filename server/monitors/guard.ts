/**
 * Follows what a model writes and keeps it to what is legal: at each place where the types list what may
 * stand, the monitors make rules of that list; between those places anything goes. Invariant: what counts as
 * written breaks no rule that was known, so there is always a legal next token.
 */

import type { LegalNames, NextNames, TokenGuard } from '../models/models.ts';
import type { MonitorStep } from '../protocol/protocol.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { wrongCount } from './argument-count.ts';
import { wrongBracket } from './brackets.ts';
import { frameAt } from './frames.ts';
import { illegal, masksOf, meantBy, type Rule } from './monitor.ts';
import { wrongDot } from './receivers.ts';
import { type GuardOptions, RuledPlaces } from './ruled-places.ts';
import { type Avoided, misfitIn, writtenAgain } from './second-thoughts.ts';
import { siteAt, type Site } from './sites.ts';
import { rounded, StepLog } from './step-log.ts';
import { breaks, type Violation, violationOf } from './violation.ts';
import type { Token } from '../text/text.ts';
import { type Candidate, candidateOf, type Origin, originOf } from './written.ts';

export type { GuardOptions } from './ruled-places.ts';

export class Guard implements TokenGuard {
  readonly #options: GuardOptions;
  readonly #origin: Origin;
  readonly #log = new StepLog();
  readonly #places: RuledPlaces;
  #written: Candidate;
  #ms = 0;
  /** Milliseconds that were spent on texts that may never be written. */
  #foreseenMs = 0;
  #violation: Violation | undefined;
  #avoided: readonly Avoided[] = [];

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#origin = originOf(options.cursor);
    this.#written = candidateOf(this.#origin, '');
    this.#places = new RuledPlaces(options, this.#log);
    this.#places.ruleCursor(this.#openSite() ?? siteOfCursor(options.cursor), this.#written.tokens);
  }

  /** The text that broke no rule so far. */
  get written(): string {
    return this.#written.text;
  }

  /** The last break of a rule. */
  get violation(): Violation | undefined {
    return this.#violation;
  }

  /** What the monitors did, first to last. */
  get steps(): readonly MonitorStep[] {
    return this.#log.steps;
  }

  /** Places about which the type engine did not answer in time. */
  get unanswered(): number {
    return this.#places.late;
  }

  mask(): readonly NextNames[] {
    return this.#maskOf(this.#written);
  }

  async after(text: string): Promise<readonly NextNames[]> {
    const started = performance.now();
    const candidate = candidateOf(this.#origin, this.#written.text + text);
    const site = this.#siteAtEnd(candidate);
    try {
      // A person waits meanwhile: what is not foreseen is still cut where it is written.
      const hasTime = this.#foreseenMs < this.#options.ms / 2;
      if (site && hasTime && isListed(site))
        await this.#places.foresee(site, candidate.tokens.length, candidate);
    } catch {
      // Nobody waits any more.
    }
    const spent = performance.now() - started;
    this.#foreseenMs += spent;
    this.#ms += spent;
    return this.#maskOf(candidate).filter(({ doubt }) => doubt === illegal);
  }

  #maskOf(candidate: Candidate): readonly NextNames[] {
    const site = this.#siteAtEnd(candidate);
    if (!site) return [];
    const rules = this.#places.rulesAt(site, candidate.text);
    return rules.flatMap(masksOf).map((rule) => ({ ...rule, typed: site.name }));
  }

  /** The names that may follow right now and nothing else, without what is typed of them. */
  legal(): LegalNames | undefined {
    const site = this.#openSite();
    const rules = site ? this.#places.rulesAt(site, this.written) : [];
    const strict = rules.filter((rule) => rule.doubt === illegal);
    const [first, ...others] = strict.length > 0 ? strict : rules.filter(isList);
    if (!first || !site) return undefined;
    const names = meantBy(first).filter((name) => others.every((other) => other.names.includes(name)));
    const complete = first.doubt === illegal && !first.unnamed && !first.open;
    return { names, complete, ...(first.fitting && { fitting: first.fitting }) };
  }

  /** What of a name is written at the end of the text so far, the part before the cursor included. */
  get open(): string {
    return this.#openSite()?.name ?? '';
  }

  /** How many places there were so far where not everything was legal. */
  get rules(): number {
    return this.#log.steps.filter(({ only }) => only).length;
  }

  /** Milliseconds that following the text took, questions included. */
  get ms(): number {
    return rounded(this.#ms);
  }

  /** Goes back to a part of what is written. */
  cut(kept: string): void {
    this.#written = candidateOf(this.#origin, kept);
    this.#violation = undefined;
  }

  /**
   * Goes back to where the text adds its first error, and keeps what was written there from being written again. Says
   * what was found: nothing within `ms` milliseconds (`right`), or nothing to go back to (`wrong`).
   */
  async reconsider(ms: number): Promise<'right' | 'wrong' | 'gone back'> {
    const { cursor, engine, signal } = this.#options;
    if (!engine) return 'right';
    const started = performance.now();
    const misfit = await misfitIn(this.written, { cursor, engine, ms, signal });
    const spent = performance.now() - started;
    this.#ms += spent;
    if (typeof misfit === 'string') return misfit;
    const { kept, found } = misfit;
    this.#avoided = [
      ...this.#avoided.filter(({ at }) => at <= kept.length),
      { at: kept.length, text: found },
    ];
    this.#log.gaveUp(found, { at: kept.length, ms: spent });
    this.cut(kept);
    const site = this.#openSite();
    if (site) this.#places.ruleOut(site, this.written, found);
    return 'gone back';
  }

  /** Writes what is known to be legal. */
  put(text: string): void {
    this.#written = candidateOf(this.#origin, this.#written.text + text);
  }

  /** Asks once more, with so much time, where the type engine was late; what breaks a rule then is the violation. */
  async settle(ms: number): Promise<boolean> {
    if (this.#places.late === 0) return true;
    this.#places.forgetLate(ms);
    return this.#holds(this.#written, this.#options.cursor.offset);
  }

  async advance(text: string): Promise<boolean> {
    const started = performance.now();
    const candidate = candidateOf(this.#origin, this.#written.text + text);
    const again = writtenAgain(candidate.text, this.#avoided);
    const holds = again ? this.#accept(again) : await this.#holds(candidate, this.#end(this.#written.text));
    this.#ms += performance.now() - started;
    if (holds) this.#written = candidate;
    return holds;
  }

  legalPart(): string {
    return this.#violation?.kept.slice(this.#written.text.length) ?? '';
  }

  /** Whether the text may end here: not within a name that is none. */
  mayEnd(): boolean {
    const { text, tokens } = this.#written;
    const site = siteAt(
      { tokens, language: this.#origin.language, end: this.#end(text) + 1 },
      tokens.length - 1,
    );
    if (text === '' || !site?.ended || site.quote) return true;
    return this.#accept(this.#breakOf(site, text));
  }

  async #holds(candidate: Candidate, from: number): Promise<boolean> {
    return this.#accept(await this.#firstBreak(candidate, from));
  }

  #accept(broken: Violation | undefined): boolean {
    this.#violation = broken;
    if (broken) this.#log.broken(broken);
    return !broken;
  }

  #end(written: string): number {
    return this.#options.cursor.offset + written.length;
  }

  /** The first break in what is new from an offset on. */
  async #firstBreak(candidate: Candidate, from: number): Promise<Violation | undefined> {
    const { tokens, text } = candidate;
    const around = { tokens, language: this.#origin.language, end: this.#end(text) };
    const first = tokens.findIndex((token) => token.start + token.text.length >= from);
    for (let index = first < 0 ? tokens.length : first; index <= tokens.length; index++) {
      const site = siteAt(around, index);
      const isNew = site && (!site.ended || site.start + site.name.length >= from);
      if (isNew) await this.#places.ask(site, index, candidate);
      const broken =
        (isNew && (this.#wrongDotBefore(site, text) ?? this.#breakOf(site, text))) ||
        this.#wrongMark(candidate, index, from);
      if (broken) return broken;
    }
    return undefined;
  }

  #openSite(): Site | undefined {
    return this.#siteAtEnd(this.#written);
  }

  /** The place at the end of a text, if a name is being written there or may start. */
  #siteAtEnd({ tokens, text }: Candidate): Site | undefined {
    const around = { tokens, language: this.#origin.language, end: this.#end(text) };
    const last = tokens.length - 1;
    const site = siteAt(around, last);
    if (site && !site.ended && (site.name !== '' || site.quote)) return site;
    return isOpenToken(tokens[last], around.end) ? undefined : siteAt(around, last + 1);
  }

  #breakOf(site: Site, text: string): Violation | undefined {
    const broken = this.#places
      .rulesAt(site, text)
      .find((rule) => rule.doubt === illegal && breaks(site, rule));
    return broken && violationOf(site, broken, text, this.#options.cursor);
  }

  #wrongDotBefore(site: Site, text: string): Violation | undefined {
    const { offset } = this.#options.cursor;
    return wrongDot(site, this.#places.undottedAt(site, text), { text, offset });
  }

  /** A bracket of the wrong kind, or one that makes a call with the wrong number of arguments; a comma too many. */
  #wrongMark({ tokens, text }: Candidate, index: number, from: number): Violation | undefined {
    const token = tokens[index];
    if (token?.kind !== 'punctuation' || token.start < from || !/^[,)\]}]$/.test(token.text))
      return undefined;
    const frame = frameAt(tokens, index);
    const arity = frame && this.#places.arityAt(tokens[frame.opener]?.start ?? -1, text);
    const wrong =
      wrongBracket(tokens, index, this.#options.cursor.offset) ??
      (frame && arity && /[,)]/.test(token.text) ? wrongCount(tokens, index, { frame, arity }) : undefined);
    if (!wrong) return undefined;
    const kept = text.slice(0, token.start - this.#options.cursor.offset);
    return { ...wrong, kept, found: token.text, names: [], fitting: [] };
  }
}

/** A site with a list: a soft rule about values of a type is none. */
function isList({ monitor }: Rule): boolean {
  return !['names in scope', 'argument type', 'fitting members'].includes(monitor);
}

/** A site where the types may list all that is legal; elsewhere they only say what is likelier. */
function isListed({ kind }: Site): boolean {
  return kind === 'member' || kind === 'key' || kind === 'import' || kind === 'attribute';
}

function isOpenToken(token: Token | undefined, end: number): boolean {
  if (!token || token.start + token.text.length !== end) return false;
  return token.kind === 'word' || token.kind === 'number' || token.kind === 'comment';
}

/** A member that the tree knows of, where spelling alone does not tell. */
function siteOfCursor({ member, document, offset }: Cursor): Site | undefined {
  if (!member) return undefined;
  const start = member.nameStart;
  const name = document.text.slice(start, offset);
  return { kind: 'member', from: start, start, name, ended: false, trigger: '.' };
}
