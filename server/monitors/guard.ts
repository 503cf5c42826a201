/**
 * Follows what a model writes and keeps it to what is legal: at each place where the types list what may
 * stand, the monitors make rules of that list; between those places anything goes. Invariant: what counts as
 * written breaks no rule that was known, so there is always a legal next token.
 */

import type { LegalNames, NextNames, TokenGuard } from '../models/models.ts';
import type { MonitorStep } from '../protocol/protocol.ts';
import type { CallArity, Hole, Members, TypedHole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { wrongCount } from './argument-count.ts';
import { wrongBracket } from './brackets.ts';
import { frameAt } from './frames.ts';
import { illegal, isIdentifier, type Monitor, type Place, type Rule } from './monitor.ts';
import { type QuestionOptions, Questions } from './questions.ts';
import { wrongDot } from './receivers.ts';
import { misfitIn } from './second-thoughts.ts';
import { siteAt, type Site } from './sites.ts';
import { breaks, type Violation, violationOf } from './violation.ts';
import type { Token } from '../text/text.ts';
import { declaredIn } from './declared.ts';
import { type Candidate, candidateOf, type Origin, originOf } from './written.ts';

export interface GuardOptions extends QuestionOptions {
  readonly hole: Hole;
  readonly monitors: readonly Monitor[];
}

/** The rules of a place, and the completion up to it: of another text they say nothing. */
interface Ruled {
  readonly before: string;
  readonly rules: readonly Rule[];
  readonly undotted?: Members['undotted'];
}

/** How a place was come to: what its question took, the completion and the tokens before it. */
interface Reached {
  readonly ms: number;
  readonly before: string;
  readonly tokens: readonly Token[];
}

/** A word or a mark that may not stand at a place of the completion. */
interface Avoided {
  readonly at: number;
  readonly text: string;
}

export class Guard implements TokenGuard {
  readonly #options: GuardOptions;
  readonly #origin: Origin;
  readonly #questions: Questions;
  /** By where their place starts; as `#calls`, whose places are opening brackets. */
  readonly #rules = new Map<number, Ruled>();
  readonly #calls = new Map<number, CallArity>();
  readonly #steps: MonitorStep[] = [];
  /** Places whose question was not answered in time. */
  readonly #late = new Set<number>();
  #written: Candidate;
  /** Every name that means a value here: known with the cursor's hole, or with the first value that follows. */
  #scope: readonly string[] | undefined;
  #ms = 0;
  #violation: Violation | undefined;
  #avoided: readonly Avoided[] = [];

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#questions = new Questions(options);
    this.#origin = originOf(options.cursor);
    this.#scope = options.hole.namesInScope;
    this.#written = candidateOf(this.#origin, '');
    this.#ruleCursor();
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
    return this.#steps;
  }

  /** Places about which the type engine did not answer in time. */
  get unanswered(): number {
    return this.#late.size;
  }

  mask(): readonly NextNames[] {
    const site = this.#openSite();
    if (!site) return [];
    return (this.#rules.get(site.from)?.rules ?? []).map(({ monitor: _, fitting: __, ...rule }) => ({
      ...rule,
      typed: site.name,
    }));
  }

  /** The names that may follow right now and nothing else, without what is typed of them. */
  legal(): LegalNames | undefined {
    const site = this.#openSite();
    const rules = (site && this.#rules.get(site.from)?.rules) ?? [];
    const strict = rules.filter((rule) => rule.doubt === illegal);
    const [first, ...others] = strict.length > 0 ? strict : rules.filter(isList);
    if (!first || !site) return undefined;
    const names = first.names.filter((name) => others.every((other) => other.names.includes(name)));
    const complete = first.doubt === illegal && !first.unnamed && !first.open;
    return { names, complete, ...(first.fitting && { fitting: first.fitting }) };
  }

  /** What of a name is written at the end of the text so far, the part before the cursor included. */
  get open(): string {
    return this.#openSite()?.name ?? '';
  }

  /** How many places there were so far where not everything was legal. */
  get rules(): number {
    return this.#steps.filter(({ only }) => only).length;
  }

  /** Milliseconds that following the text took, questions included. */
  get ms(): number {
    return rounded(this.#ms);
  }

  /** Goes back to a part of what is written. */
  cut(kept: string): void {
    this.#written = candidateOf(this.#origin, kept);
    this.#violation = undefined;
    const end = this.#end(kept);
    for (const known of [this.#rules, this.#calls]) {
      for (const place of known.keys()) if (place > end) known.delete(place);
    }
  }

  /**
   * Goes back to where the text adds its first error, and keeps what was written there from being written again; `false`
   * where there is none, or the type engine has no more than `ms` milliseconds for it.
   */
  async reconsider(ms: number): Promise<boolean> {
    const { cursor, engine, signal } = this.#options;
    if (!engine) return false;
    const started = performance.now();
    const misfit = await misfitIn(this.written, { cursor, engine, ms, signal });
    const spent = performance.now() - started;
    this.#ms += spent;
    if (!misfit) return false;
    const { kept, found } = misfit;
    this.#avoided = [
      ...this.#avoided.filter(({ at }) => at <= kept.length),
      { at: kept.length, text: found },
    ];
    this.#steps.push({ ...unasked, monitor: 'check', at: kept.length, ms: rounded(spent), forbidden: found });
    this.cut(kept);
    this.#ruleOut(found);
    return true;
  }

  /** Takes a name off the lists of the place at the end, so that nothing leads there. */
  #ruleOut(found: string): void {
    const site = this.#openSite();
    const ruled = site && this.#rules.get(site.from);
    if (!ruled) return;
    const without = ({ names, ...rule }: Rule): Rule => ({
      ...rule,
      names: names.filter((name) => name !== site.name + found),
    });
    const rules = ruled.rules.map(without).filter(({ names }) => names.length > 0);
    this.#rules.set(site.from, { ...ruled, rules });
  }

  /** Writes what is known to be legal. */
  put(text: string): void {
    this.#written = candidateOf(this.#origin, this.#written.text + text);
  }

  /** Asks once more, with so much time, where the type engine was late; what breaks a rule then is the violation. */
  async settle(ms: number): Promise<boolean> {
    if (this.#late.size === 0) return true;
    const late = new Set(this.#late);
    this.#late.clear();
    this.#questions.allow(ms);
    for (const place of late) this.#rules.delete(place);
    return this.#holds(this.#written, this.#options.cursor.offset);
  }

  async advance(text: string): Promise<boolean> {
    const started = performance.now();
    const candidate = candidateOf(this.#origin, this.#written.text + text);
    const again = this.#writtenAgain(candidate.text);
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

  /** Whether the text writes what it was gone back for. */
  #writtenAgain(text: string): Violation | undefined {
    const again = this.#avoided.find(({ at, text: avoided }) => {
      const rest = text.slice(at).trimStart();
      return (
        rest.startsWith(avoided) &&
        !(
          isIdentifier(avoided) &&
          isIdentifier(rest.slice(0, avoided.length + 1)) &&
          rest.length > avoided.length
        )
      );
    });
    if (!again) return undefined;
    return { monitor: 'check', kept: text.slice(0, again.at), found: again.text, names: [], fitting: [] };
  }

  #accept(broken: Violation | undefined): boolean {
    this.#violation = broken;
    if (broken) this.#note(broken);
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
      if (isNew) await this.#ask(site, index, candidate);
      const broken =
        (isNew && (this.#wrongDotBefore(site, text) ?? this.#breakOf(site, text))) ||
        this.#wrongMark(candidate, index, from);
      if (broken) return broken;
    }
    return undefined;
  }

  /** The place at the end of what is written, if a name is being written there or may start. */
  #openSite(): Site | undefined {
    const { tokens, text } = this.#written;
    const around = { tokens, language: this.#origin.language, end: this.#end(text) };
    const last = tokens.length - 1;
    const site = siteAt(around, last);
    if (site && !site.ended && (site.name !== '' || site.quote)) return site;
    return isOpenToken(tokens[last], around.end) ? undefined : siteAt(around, last + 1);
  }

  #breakOf(site: Site, text: string): Violation | undefined {
    const broken = this.#rules
      .get(site.from)
      ?.rules.find((rule) => rule.doubt === illegal && breaks(site, rule));
    return broken && violationOf(site, broken, text, this.#options.cursor);
  }

  #wrongDotBefore(site: Site, text: string): Violation | undefined {
    const { offset } = this.#options.cursor;
    return wrongDot(site, this.#rules.get(site.from)?.undotted, { text, offset });
  }

  /** A bracket of the wrong kind, or one that makes a call with the wrong number of arguments; a comma too many. */
  #wrongMark({ tokens, text }: Candidate, index: number, from: number): Violation | undefined {
    const token = tokens[index];
    if (token?.kind !== 'punctuation' || token.start < from || !/^[,)\]}]$/.test(token.text))
      return undefined;
    const frame = frameAt(tokens, index);
    const arity = frame && this.#calls.get(tokens[frame.opener]?.start ?? -1);
    const wrong =
      wrongBracket(tokens, index, this.#options.cursor.offset) ??
      (frame && arity && /[,)]/.test(token.text) ? wrongCount(tokens, index, { frame, arity }) : undefined);
    if (!wrong) return undefined;
    const kept = text.slice(0, token.start - this.#options.cursor.offset);
    return { ...wrong, kept, found: token.text, names: [], fitting: [] };
  }

  /** The cursor's own place is known already. */
  #ruleCursor(): void {
    const { cursor, hole } = this.#options;
    const { tokens } = this.#written;
    const site = this.#openSite() ?? siteOfCursor(cursor);
    if (site) this.#rule(site, hole, { ms: 0, before: '', tokens });
    this.#count(tokens.length, tokens, hole.call);
  }

  /** Asks the type engine what may stand at a place, once. */
  async #ask(site: Site, index: number, candidate: Candidate): Promise<void> {
    const { cursor, hole: first } = this.#options;
    const before = candidate.text.slice(0, Math.max(0, site.from - cursor.offset));
    if (site.from < cursor.offset || this.#rules.get(site.from)?.before === before) return;
    const isValue = site.kind !== 'type';
    const scope = this.#scope && isValue && { namesInScope: this.#scope };
    const nothing = { kind: first.kind, typingContext: [], relevantTypes: [], relevantHeaders: [] };
    const tokens = candidate.tokens.slice(0, index);
    this.#rules.set(site.from, { before, rules: this.#rulesOf(site, { ...nothing, ...scope }, tokens) });
    // What comes after a statement is mostly no part of the completion any more.
    const isKnown = site.kind === 'name' && (scope || /^[;{}]$/.test(site.trigger));
    if (isKnown || !this.#questions.canAsk) return;
    const { hole, ms, late } = await this.#questions.ask(site, index, candidate);
    if (late) this.#late.add(site.from);
    if (!hole) return;
    this.#count(index, candidate.tokens, hole.call);
    if (isValue) this.#scope ??= hole.namesInScope;
    this.#rule(site, { ...hole, ...scope }, { ms, before, tokens });
  }

  #count(index: number, tokens: Candidate['tokens'], arity: CallArity | undefined): void {
    const frame = frameAt(tokens, index);
    const opener = frame?.kind === 'call' ? tokens[frame.opener] : undefined;
    if (opener && arity) this.#calls.set(opener.start, arity);
    else if (opener) this.#calls.delete(opener.start);
  }

  #rule(site: Site, hole: TypedHole, { ms, before, tokens }: Reached): void {
    const rules = this.#rulesOf(site, hole, tokens);
    this.#rules.set(site.from, { before, rules, undotted: hole.members?.undotted });
    const at = Math.max(0, site.from - this.#options.cursor.offset);
    const place = { trigger: this.#triggerOf(site, before), at, ms: rounded(ms) };
    for (const { monitor, names, doubt } of rules) {
      const listed = { legal: names.length, names: names.slice(0, mostNamed) };
      this.#steps.push({ monitor, ...place, ...listed, only: doubt === illegal });
    }
  }

  #rulesOf(site: Site, hole: TypedHole, tokens: readonly Token[]): readonly Rule[] {
    const made = declaredIn(tokens, this.#options.cursor.offset);
    const place: Place = { site, language: this.#origin.language, hole, made };
    return this.#options.monitors.flatMap((monitor) => monitor.rule(place) ?? []);
  }

  #triggerOf({ from, trigger, kind }: Site, written: string): string {
    const { document, offset } = this.#options.cursor;
    const text = document.text.slice(0, offset) + written;
    const line = text.slice(Math.max(0, from - 40), from);
    return kind === 'member' ? (/[\p{ID_Continue}$\])?.!]*$/u.exec(line)?.[0] ?? trigger) : trigger;
  }

  /** Puts what was forbidden into the step that forbade it. */
  #note({ monitor, found, kept }: Violation): void {
    const at = this.#steps.findLastIndex((step) => step.monitor === monitor && step.at <= kept.length);
    const step = this.#steps[at];
    if (step && step.forbidden === undefined) this.#steps[at] = { ...step, forbidden: found };
    else this.#steps.push({ ...unasked, monitor, at: kept.length, forbidden: found });
  }
}

/** A step whose rule came with that of another place. */
const unasked = { trigger: '', legal: 0, names: [], only: true, ms: 0 } as const;

/** Names of a list that its step tells; a trace stays small. */
const mostNamed = 12;

/** A site with a list: a soft rule about values of a type is none. */
function isList({ monitor }: Rule): boolean {
  return !['names in scope', 'argument type', 'fitting members'].includes(monitor);
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

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
