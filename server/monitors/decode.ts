/**
 * The decoding loop: a model writes, a guard follows, and what breaks a rule is never kept. How the model is
 * told of the rules depends on what it can take. Source of the idea: Agrawal et al., "Monitor-Guided Decoding
 * of Code LMs with Static Analysis of Repository Context" (2023); the ways without logits are our own.
 */

import { type GenerateRequest, type Model, type NextToken, type Piece, resumed } from '../models/models.ts';
import type { Decoding } from '../protocol/protocol.ts';
import type { Guard } from './guard.ts';
import { nearestName } from './nearest-name.ts';
import type { Violation } from './violation.ts';

/** What came of a guarded stream. */
export interface GuardedText {
  readonly text: string;
  /** Lowest confidence that the model gave with a piece, where it gives one. */
  readonly confidence?: number;
  /** What was illegal and could not be mended; nothing of the text counts then. */
  readonly forbidden?: string;
  readonly decoding: Decoding;
}

export interface DecodeOptions {
  readonly model: Model;
  readonly request: GenerateRequest;
  readonly guard: Guard;
  /** Milliseconds for questions that the type engine did not answer in time, once the text is whole. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** Times that a text is cut and gone on with. */
const mostCuts = 4;

/** Times that a text with an error is gone back in. */
const mostThoughts = 3;

/** What a chat API gives at most. */
const mostAlternatives = 20;

type Strategy = Decoding['strategy'];

/** @throws {ModelError} where the model does. */
export async function decode(options: DecodeOptions): Promise<GuardedText> {
  const strategy = strategyFor(options);
  const run = new Run(options, strategy);
  for (;;) {
    const broken = await run.generate();
    if (broken && !(await run.mend(broken))) return run.result(run.takesFirst() ? undefined : broken);
    if (broken && !run.isDone) continue;
    if (!(await run.reconsiders())) return run.result();
  }
}

/** What the model can be held by, the strongest that it knows. */
function strategyFor({ model: { capabilities } }: DecodeOptions): Strategy {
  if (capabilities.exactMask) return 'exact mask';
  const { grammar, allowTokens, logitBias } = capabilities;
  if (grammar !== 'none') return 'constrained request';
  return allowTokens > 0 || logitBias > 0 ? 'allowed tokens' : 'cut and mend';
}

/** One text in the making. Invariant: `guard.written` is all of it that counts. */
class Run {
  readonly #options: DecodeOptions;
  readonly #strategy: Strategy;
  #requests = 0;
  #cuts = 0;
  #thoughts = 0;
  /** What was written before any of it was gone back in. */
  #first: string | undefined;
  #lastCut: string | undefined;
  /** The name that the model chose last among the legal ones. */
  #choice: string | undefined;
  #ended = false;
  #tokens = 0;
  #maskMs = 0;
  #waitMs = 0;
  #confidence: number | undefined;

  constructor(options: DecodeOptions, strategy: Strategy) {
    this.#options = options;
    this.#strategy = strategy;
  }

  /** Whether the model itself has the guard look at each token; one that weighs several texts only asks what may follow. */
  get #asksEach(): boolean {
    return this.#strategy === 'exact mask' && this.#options.model.attempts === 1;
  }

  /** Lets the model go on from what is written, to its end or to the first break of a rule. */
  async generate(): Promise<Violation | undefined> {
    const { model, guard, signal } = this.#options;
    this.#requests++;
    this.#ended = false;
    for await (const piece of model.generate(this.#request(), signal)) {
      if (!(await this.#take(piece))) return guard.violation;
    }
    this.#ended = true;
    return guard.mayEnd() && (await guard.settle(this.#options.patience)) ? undefined : guard.violation;
  }

  /**
   * Whether what was written adds an error, and the model goes on from there in another way: only where that costs
   * neither a request to a server nor a prompt that is read anew.
   */
  async reconsiders(): Promise<boolean> {
    const { guard, patience } = this.#options;
    if (!this.#asksEach) return false;
    this.#first ??= guard.written;
    const found = await guard.reconsider(patience);
    if (found === 'right' && guard.written.trim() !== '') return false;
    if (found === 'gone back' && ++this.#thoughts <= mostThoughts) return true;
    this.takesFirst();
    return false;
  }

  /**
   * Whether the text is what came first again: nothing was found that adds no error, and its beginning is the likeliest.
   */
  takesFirst(): boolean {
    const { guard } = this.#options;
    if (this.#first === undefined || this.#thoughts === 0) return false;
    guard.cut('');
    guard.put(this.#first);
    return true;
  }

  /** Makes ready to go on after a break; `false` where nothing legal is known, or it was cut too often. */
  async mend(broken: Violation): Promise<boolean> {
    const { guard } = this.#options;
    const again = broken.kept === this.#lastCut;
    this.#lastCut = broken.kept;
    if (++this.#cuts > mostCuts) return false;
    guard.cut(broken.kept);
    if (again && this.#isLonger(broken)) {
      this.#ended = true;
      return this.#put(this.#choice);
    }
    if (broken.instead !== undefined) return this.#put(broken.instead);
    const isHeld = this.#strategy === 'constrained request' || this.#strategy === 'exact mask';
    if (isHeld && !this.#asksEach && broken.names.length > 0 && !again) return true;
    this.#choice = await this.#chosen(broken);
    return this.#put(this.#choice ?? (await this.#nearest(broken)));
  }

  /** Whether the model only made longer the name that it chose: it has no more to say that is legal. */
  #isLonger({ found, names }: Violation): boolean {
    const choice = this.#choice;
    return choice !== undefined && names.includes(choice) && found.startsWith(choice);
  }

  /** The legal name that the model itself would write. */
  async #chosen({ names }: Violation): Promise<string | undefined> {
    const { model, signal } = this.#options;
    if (names.length < 2 || !model.choose) return undefined;
    const { name, requests } = await model.choose(this.#request(), names, signal);
    this.#requests += requests;
    return name;
  }

  async #nearest(broken: Violation): Promise<string | undefined> {
    const likelihoods = broken.names.length > 1 ? await this.#likelihoods() : [];
    return nearestName({ ...broken, near: this.#near(), likelihoods });
  }

  #put(text: string | undefined): boolean {
    if (!text) return false;
    this.#options.guard.put(text);
    return true;
  }

  /** What the model would write next, where its server tells. */
  async #likelihoods(): Promise<readonly NextToken[]> {
    const { model, signal } = this.#options;
    const topLogprobs = Math.min(mostAlternatives, model.capabilities.topLogprobs);
    if (topLogprobs === 0) return [];
    this.#requests++;
    const request = { ...this.#request(), maxTokens: 1, topLogprobs };
    for await (const { alternatives } of model.generate(request, signal)) {
      if (alternatives) return alternatives;
    }
    return [];
  }

  /** Code around the cursor. */
  #near(): string {
    const { prefix, suffix } = this.#options.request.prompt;
    return prefix.slice(-4000) + suffix.slice(0, 1000);
  }

  /** Whether what was mended was the end of the text. */
  get isDone(): boolean {
    const { guard } = this.#options;
    return this.#ended && guard.written !== this.#lastCut;
  }

  result(broken?: Violation): GuardedText {
    const { guard } = this.#options;
    const confidence = this.#confidence === undefined ? {} : { confidence: this.#confidence };
    const tokens =
      this.#tokens > 0 ? { tokens: this.#tokens, maskMs: this.#maskMs, waitMs: this.#waitMs } : {};
    const isAsked = this.#strategy === 'exact mask' || this.#strategy === 'constrained request';
    const isHeld = isAsked || guard.rules > 0;
    const decoding: Decoding = {
      strategy: isHeld ? this.#strategy : 'free',
      requests: this.#requests,
      cuts: this.#cuts,
      ...tokens,
      guardMs: guard.ms,
      unanswered: guard.unanswered,
    };
    if (broken) return { text: '', forbidden: broken.kept + broken.found, decoding };
    return { text: guard.written, ...confidence, decoding };
  }

  #request(): GenerateRequest {
    const { request, guard } = this.#options;
    const legal = guard.legal();
    const open = guard.open;
    const names = legal?.complete ? legal.names.filter((name) => name.startsWith(open)) : [];
    const constraint = { names: names.map((name) => name.slice(open.length)) };
    const { legal: _, ...rest } = request;
    return {
      ...rest,
      prompt: resumed(request.prompt, guard.written),
      ...(legal && { legal }),
      ...(names.length > 0 && { constraint }),
      ...(this.#strategy === 'exact mask' && { guard }),
    };
  }

  async #take({ text, confidence, tokens, maskMs, waitMs }: Piece): Promise<boolean> {
    this.#tokens += tokens ?? 0;
    this.#maskMs += maskMs ?? 0;
    this.#waitMs += waitMs ?? 0;
    const isLegal = this.#asksEach || (await this.#options.guard.advance(text));
    if (confidence !== undefined) this.#confidence = Math.min(this.#confidence ?? 1, confidence);
    return isLegal;
  }
}
