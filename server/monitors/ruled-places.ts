/**
 * What may stand at each place that a completion has come to, as far as it was asked. Invariant: rules hold for the
 * place and the text before it for which they were made, and for no other.
 */

import type { CallArity, Hole, HoleKind, Members, TypedHole } from '../statics/statics.ts';
import type { Token } from '../text/text.ts';
import { declaredIn } from './declared.ts';
import { frameAt } from './frames.ts';
import { illegal, type Monitor, type Place, type Rule } from './monitor.ts';
import { scopeMonitor } from './names-in-scope.ts';
import { type QuestionOptions, Questions } from './questions.ts';
import type { Site } from './sites.ts';
import type { StepLog } from './step-log.ts';
import type { Candidate } from './written.ts';

export interface GuardOptions extends QuestionOptions {
  readonly hole: Hole;
  readonly monitors: readonly Monitor[];
}

type Step = Parameters<StepLog['ruled']>[1];

interface Ruled {
  /** For the log, until it is told. */
  readonly step?: Step;
  readonly rules: readonly Rule[];
  readonly undotted?: Members['undotted'];
}

/** Holes whose names in scope are those of types. */
const typeHoles: ReadonlySet<HoleKind> = new Set([
  'type',
  'type argument',
  'extends clause',
  'implements clause',
]);

/** How a place was come to: what its question took, the completion and the tokens before it. */
interface Reached {
  readonly ms: number;
  readonly before: string;
  readonly tokens: readonly Token[];
}

export class RuledPlaces {
  readonly #options: GuardOptions;
  readonly #log: StepLog;
  readonly #questions: Questions;
  /** By their place, as `#calls`, whose places are opening brackets. */
  readonly #rules = new Map<string, Ruled>();
  readonly #calls = new Map<string, CallArity>();
  /** Places whose question was not answered in time. */
  readonly #late = new Set<string>();
  /** Every name that means a value here, or a type: known with the cursor's hole, or with the first that follows. */
  readonly #scopes = new Map<'value' | 'type', readonly string[]>();

  constructor(options: GuardOptions, log: StepLog) {
    this.#options = options;
    this.#log = log;
    this.#questions = new Questions(options);
    const { kind, namesInScope } = options.hole;
    if (namesInScope) this.#scopes.set(typeHoles.has(kind) ? 'type' : 'value', namesInScope);
  }

  /** How many places the type engine did not answer about in time. */
  get late(): number {
    return this.#late.size;
  }

  /** `written` is the completion that the site is one of, as below. */
  rulesAt(site: Site, written: string): readonly Rule[] {
    return this.#rules.get(this.#place(site.from, written))?.rules ?? [];
  }

  undottedAt(site: Site, written: string): Members['undotted'] {
    return this.#rules.get(this.#place(site.from, written))?.undotted;
  }

  /** What the call takes whose bracket opens at an offset. */
  arityAt(opener: number, written: string): CallArity | undefined {
    return this.#calls.get(this.#place(opener, written));
  }

  /** A place is an offset and the completion up to it. */
  #place(at: number, written: string): string {
    return `${at} ${this.#upTo(at, written)}`;
  }

  #upTo(at: number, written: string): string {
    return written.slice(0, Math.max(0, at - this.#options.cursor.offset));
  }

  /** What the cursor's own hole says, which is known already. */
  ruleCursor(site: Site | undefined, tokens: readonly Token[]): void {
    const { hole } = this.#options;
    if (site) {
      this.#rule(site, hole, { ms: 0, before: '', tokens });
      this.#tell(this.#place(site.from, ''));
    }
    const counted = { tokens, text: '', index: tokens.length };
    this.#count(counted, hole.call, site?.kind === 'argument');
  }

  /** Asks the type engine what may stand at a place that is written, once. */
  async ask(site: Site, index: number, candidate: Candidate): Promise<void> {
    await this.foresee(site, index, candidate);
    this.#tell(this.#place(site.from, candidate.text));
  }

  /** The same for a text that may never be written: the log tells of it only if it is. */
  async foresee(site: Site, index: number, candidate: Candidate): Promise<void> {
    const { cursor, hole: first } = this.#options;
    const before = this.#upTo(site.from, candidate.text);
    const place = this.#place(site.from, before);
    if (site.from < cursor.offset || this.#rules.has(place)) return;
    const meaning = site.kind === 'type' ? 'type' : 'value';
    const namesInScope = this.#scopes.get(meaning);
    const scope = namesInScope && { namesInScope };
    const nothing = { kind: first.kind, typingContext: [], relevantTypes: [], relevantHeaders: [] };
    const tokens = candidate.tokens.slice(0, index);
    this.#rules.set(place, { rules: this.#rulesOf(site, { ...nothing, ...scope }, tokens) });
    // What comes after a statement is mostly no part of the completion any more.
    const isOfScope = site.kind === 'name' || site.kind === 'type';
    const isKnown = isOfScope && (scope || /^[;{}]$/.test(site.trigger));
    if (isKnown || !this.#questions.canAsk) return;
    const only = !scope && (isOfScope || site.kind === 'argument') ? 'names' : 'legal';
    const { hole, ms, late } = await this.#questions.ask({ site, index, written: candidate }, only);
    if (late) this.#late.add(place);
    if (!hole) return;
    this.#count({ ...candidate, index }, hole.call, site.kind === 'argument');
    if (hole.namesInScope && !scope) this.#scopes.set(meaning, hole.namesInScope);
    this.#rule(site, { ...hole, ...scope }, { ms, before, tokens });
  }

  /** Has the places asked about again that were late, with so much time for them. */
  forgetLate(ms: number): void {
    this.#questions.allow(ms);
    for (const place of this.#late) this.#rules.delete(place);
    this.#late.clear();
  }

  /**
   * Takes a name off the lists of a place, so that nothing leads there. A name that nothing declares is no way out: it
   * would be the next error.
   */
  ruleOut(site: Site, written: string, found: string): void {
    const place = this.#place(site.from, written);
    const ruled = this.#rules.get(place);
    if (!ruled) return;
    const without = ({ names, doubt, ...rule }: Rule): Rule => ({
      ...rule,
      doubt: rule.monitor === scopeMonitor.name ? illegal : doubt,
      names: names.filter((name) => name !== site.name + found),
    });
    const rules = ruled.rules.map(without).filter(({ names }) => names.length > 0);
    this.#rules.set(place, { ...ruled, rules });
  }

  /** Only of an argument's own place is it known that a call is left open; within one it is not told. */
  #count(
    { tokens, text, index }: Candidate & { readonly index: number },
    call: CallArity | undefined,
    isArgument: boolean,
  ): void {
    const frame = frameAt(tokens, index);
    const opener = frame?.kind === 'call' ? tokens[frame.opener] : undefined;
    if (!opener) return;
    const place = this.#place(opener.start, text);
    if (call) this.#calls.set(place, call);
    else if (isArgument) this.#calls.delete(place);
  }

  #rule(site: Site, hole: TypedHole, { ms, before, tokens }: Reached): void {
    const rules = this.#rulesOf(site, hole, tokens);
    const at = Math.max(0, site.from - this.#options.cursor.offset);
    const step = { trigger: this.#triggerOf(site, before), at, ms };
    this.#rules.set(this.#place(site.from, before), { rules, undotted: hole.members?.undotted, step });
  }

  #tell(place: string): void {
    const ruled = this.#rules.get(place);
    if (!ruled?.step) return;
    const { step, ...told } = ruled;
    this.#log.ruled(told.rules, step);
    this.#rules.set(place, told);
  }

  #rulesOf(site: Site, hole: TypedHole, tokens: readonly Token[]): readonly Rule[] {
    const { cursor, monitors } = this.#options;
    const made = declaredIn(tokens, cursor.offset);
    const place: Place = { site, language: cursor.document.language, hole, made };
    return monitors.flatMap((monitor) => monitor.rule(place) ?? []);
  }

  #triggerOf({ from, trigger, kind }: Site, written: string): string {
    const { document, offset } = this.#options.cursor;
    const text = document.text.slice(0, offset) + written;
    const line = text.slice(Math.max(0, from - 40), from);
    return kind === 'member' ? (/[\p{ID_Continue}$\])?.!]*$/u.exec(line)?.[0] ?? trigger) : trigger;
  }
}
