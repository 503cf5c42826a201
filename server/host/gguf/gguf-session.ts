/**
 * One GGUF model with one sequence: reads a prompt, as far as it is not the last one's beginning, and writes
 * token by token. Between two tokens it asks whether the last one may stand, and stops when nobody waits.
 */

import { availableParallelism } from 'node:os';
import type { BytePairs, NextNames } from '../../models/models.ts';
import { messageOf } from '../../text/text.ts';
import { BytesInTheMaking } from './gguf-bytes.ts';
import { type Best, Choices, type Choosing, heavyDoubt } from './gguf-choice.ts';
import { byLine, type LineNats, nextNats, tokenNats } from './gguf-lines.ts';
import type { GgufText, TokenTimes } from './gguf-protocol.ts';
import { Rounds } from './gguf-rounds.ts';
import { bytePairsOf, tokenBytes } from './gguf-vocabulary.ts';
import {
  type LlamaContext,
  type LlamaLibrary,
  type LlamaModel,
  type LlamaSequence,
  startLlama,
} from './llama-library.ts';

export interface Writing {
  readonly prompt: readonly GgufText[];
  readonly heal: boolean;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly rules: readonly NextNames[];
  /** Nobody waits for the answer any more. */
  isCancelled(): boolean;
  /** Takes the text of a token: whether it may stand, what of it may if not, and what holds for the next one. */
  judge(text: string, times: TokenTimes): Promise<Verdict>;
}

export interface Verdict {
  readonly holds: boolean;
  readonly kept: string;
  readonly rules: readonly NextNames[];
}

export interface Written {
  readonly promptTokens: number;
  readonly reusedTokens: number;
  readonly ended: 'by itself' | 'at its limit' | 'stuck' | 'cancelled';
}

/** Logits that are looked at for each token; those of all are asked for only where none of these may stand. */
const looked = 256;
/** Tokens of a prompt that are read before it is asked whether anybody still waits. */
const slice = 256;
/** Tokens that are tried at one place before the text is given up. */
const mostTries = 12;
const mostCandidates = 400;
/** Tokens of the state in which lines are measured. */
const aside = 2_048;

export class GgufSession {
  readonly #model: LlamaModel;
  readonly #context: LlamaContext;
  readonly #sequence: LlamaSequence;
  readonly #choices: Choices;
  #aside: LlamaSequence | undefined;

  private constructor(model: LlamaModel, context: LlamaContext) {
    this.#model = model;
    this.#context = context;
    this.#sequence = context.getSequence();
    const ends = [...model.iterateAllTokens()].filter((token) => model.isEogToken(token));
    this.#choices = new Choices(tokenBytes(model), new Set(ends));
  }

  /** @throws {Error} in a sentence, when the file is no model or does not fit. */
  static async load(
    library: LlamaLibrary,
    { path, gpu, window }: { readonly path: string; readonly gpu: boolean; readonly window: number },
  ): Promise<GgufSession> {
    const llama = await startLlama(library, gpu);
    const model = await llama.loadModel({ modelPath: path }).catch((error: unknown) => {
      const why = messageOf(error).split('\n')[0];
      throw new Error(
        `${path} could not be loaded as a model: ${why}. It may be damaged, cut short, or of a newer kind: download it again, or choose another one.`,
      );
    });
    const contextSize = Math.min(window, model.trainContextSize);
    return new GgufSession(
      model,
      await model.createContext({ contextSize, sequences: 1, threads: threads() }),
    );
  }

  get contextSize(): number {
    return this.#context.contextSize;
  }

  /** Its vocabulary, where that is one of byte pairs. */
  get vocabulary(): BytePairs | undefined {
    return bytePairsOf(this.#model);
  }

  /** Tokens of a text that spells none of the model's own. */
  count(text: string): number {
    return this.#model.tokenize(text, false).length;
  }

  /** Writes until the text ends, the limit is reached, or nobody waits. */
  async write(writing: Writing): Promise<Written> {
    const { tokens, owed } = this.#promptTokens(writing);
    const reused = await this.#reuse(tokens);
    const known = { promptTokens: tokens.length, reusedTokens: reused };
    if (!(await this.#read(tokens.slice(reused, -1), writing))) return { ...known, ended: 'cancelled' };
    const text = new BytesInTheMaking(owed);
    const written = new Rounds();
    let step: Step = await this.#step(tokens.at(-1) ?? 0, writing.rules);
    for (let count = 0; count < writing.maxTokens; count++) {
      if (writing.isCancelled()) return { ...known, ended: 'cancelled' };
      const next = await this.#choose({ ...step, text, written }, writing);
      if (typeof next === 'string') return { ...known, ended: next };
      step = next;
      written.add(step.last);
    }
    return { ...known, ended: 'at its limit' };
  }

  /** Nats of a text after a context, both cut to what the model can look back on. */
  async surprisal(
    context: string,
    text: string,
  ): Promise<{ readonly nats: number; readonly tokens: number }> {
    const own = this.#model.tokenize(text, false).slice(-(this.contextSize - 1));
    const room = this.contextSize - own.length - 1;
    const read = [...this.#start(), ...this.#model.tokenize(context, false).slice(-Math.max(1, room))];
    const before = read.length > 0 ? read : this.#endOfText();
    const tokens = [...before, ...own];
    const reused = Math.min(await this.#reuse(tokens), before.length - 1);
    await this.#keepOnly(reused);
    const last = before.length - 1;
    if (last > reused) await this.#sequence.controlledEvaluate(tokens.slice(reused, last));
    const nats = await nextNats(this.#sequence, tokens.slice(last));
    return { nats: nats.reduce((sum, one) => sum + one, 0), tokens: own.length };
  }

  /** Each line of a text by itself, in a state of its own: the last prompt's stays. None where it is too long. */
  async lines(text: string, isCancelled: () => boolean): Promise<readonly LineNats[]> {
    const tokens = this.#model.tokenize(text, false);
    if (tokens.length >= aside) return [];
    // One thread: whoever types has the others.
    const options = { contextSize: aside, sequences: 1, threads: 1 };
    this.#aside ??= (await this.#model.createContext(options)).getSequence();
    const nats = await tokenNats(this.#aside, [...this.#endOfText(), ...tokens], isCancelled);
    const bytes = tokens.map((token) => this.#choices.bytesOf(token));
    return nats ? byLine(bytes, nats) : [];
  }

  /** Chooses the next token and has it judged, until one may stand. */
  async #choose(place: Place, writing: Writing): Promise<Step | 'by itself' | 'stuck'> {
    const { logits, text, rules, last, written } = place;
    let { waitMs } = place;
    const banned = new Set(written.goesRound());
    for (let tries = 0; tries < mostTries; tries++) {
      const started = performance.now();
      const { pending, owed } = text;
      const choosing = { rules, pending, owed, banned, temperature: writing.temperature };
      const forced = text.nextForced();
      const likely = forced === undefined ? this.#choices.best(logits, choosing) : undefined;
      const maskMs = performance.now() - started;
      const token = forced ?? (await this.#best(likely, last, choosing));
      if (token === undefined) return 'stuck';
      if (this.#choices.ends(token)) return 'by itself';
      const piece = text.add(this.#choices.bytesOf(token));
      if (piece === '') return this.#step(token, rules);
      // Read while the guard asks: it is seldom in vain, and a model that is slow to read waits for nothing.
      const judged = writing.judge(piece, { maskMs, waitMs });
      const step = await this.#step(token, rules);
      const read = performance.now();
      const verdict = await judged;
      waitMs = performance.now() - read;
      if (verdict.holds) return { ...step, rules: verdict.rules, waitMs };
      await this.#forgetLast();
      text.undo();
      banned.add(token);
      // What of the token is legal stands before a place whose rules were not known yet: it is written alone.
      text.force(verdict.kept === '' ? [] : this.#model.tokenize(verdict.kept, false));
    }
    return 'stuck';
  }

  /** The likely token, but where none may stand, or only against a heavy doubt: then the best of all that may. */
  async #best(likely: Best | undefined, last: number, choosing: Choosing): Promise<number | undefined> {
    if (likely && likely.loss < heavyDoubt) return likely.token;
    const tokens = likely
      ? this.#choices.undoubted(choosing, mostCandidates)
      : this.#choices.candidates(choosing, mostCandidates);
    if (tokens.length === 0) return likely?.token;
    await this.#forgetLast();
    const other = this.#choices.best(await this.#logits(last, { tokens, includeTop: 0 }), choosing);
    return other && likely && likely.score > other.score ? likely.token : (other ?? likely)?.token;
  }

  /** Reads a token as the last one so far. */
  async #step(last: number, rules: readonly NextNames[]): Promise<Step> {
    return { last, rules, waitMs: 0, logits: await this.#logits(last, { includeTop: looked, tokens: [] }) };
  }

  /** Takes back the token that was read last. */
  async #forgetLast(): Promise<void> {
    const end = this.#sequence.nextTokenIndex;
    await this.#sequence.eraseContextTokenRanges([{ start: end - 1, end }]);
  }

  /** Reads a token, and gives the logits of those that are asked for, greatest first. */
  async #logits(
    token: number,
    filter: { readonly tokens: readonly number[]; readonly includeTop: number },
  ): Promise<ReadonlyMap<number, number>> {
    const options = { generateNext: { logits: { filter }, options: { temperature: 0 } } };
    const [result] = await this.#sequence.controlledEvaluate([[token, options]]);
    return result?.next.logits ?? new Map();
  }

  /** The prompt's tokens, cut from the front to what the model can look back on, and what was taken off its end. */
  #promptTokens({ prompt, heal, maxTokens }: Writing): {
    readonly tokens: number[];
    readonly owed: Uint8Array;
  } {
    const own = prompt.flatMap(({ text, control }) =>
      text === '' ? [] : this.#model.tokenize(text, control),
    );
    const healed = heal ? this.#withoutEnd(own) : { tokens: own, owed: none };
    const start = this.#start();
    const room = Math.max(16, this.contextSize - maxTokens - start.length - 8);
    const tokens = [...start, ...healed.tokens.slice(-room)];
    return { tokens: tokens.length > 0 ? tokens : [...this.#endOfText()], owed: healed.owed };
  }

  /** Takes off the last token, and blanks before it: what follows may make other tokens of them. */
  #withoutEnd(tokens: readonly number[]): { readonly tokens: number[]; readonly owed: Uint8Array } {
    let kept = tokens.length;
    while (kept > 1 && tokens.length - kept < mostHealed) {
      kept--;
      if (!isBlank(this.#choices.bytesOf(tokens[kept] ?? 0))) break;
      if (!isBlank(this.#choices.bytesOf(tokens[kept - 1] ?? 0))) break;
    }
    const owed = tokens.slice(kept).map((token) => this.#choices.bytesOf(token));
    if (owed.some((bytes) => bytes.length === 0)) return { tokens: [...tokens], owed: none };
    return { tokens: tokens.slice(0, kept), owed: Buffer.concat(owed) };
  }

  #start(): readonly number[] {
    const { bos, shouldPrependBosToken } = this.#model.tokens;
    return shouldPrependBosToken && bos !== null ? [bos] : [];
  }

  /** Something has to be read before anything can be written. */
  #endOfText(): readonly number[] {
    const { bos, eos } = this.#model.tokens;
    return [bos ?? eos ?? 0];
  }

  /** Drops of the last state what is not the beginning of these tokens, and gives how many of them it knows. */
  async #reuse(tokens: readonly number[]): Promise<number> {
    const known = this.#sequence.contextTokens;
    let shared = 0;
    while (shared < tokens.length - 1 && known[shared] === tokens[shared]) shared++;
    await this.#keepOnly(shared);
    return shared;
  }

  async #keepOnly(tokens: number): Promise<void> {
    const end = this.#sequence.nextTokenIndex;
    if (tokens === 0 && end > 0) await this.#sequence.clearHistory();
    else if (end > tokens) await this.#sequence.eraseContextTokenRanges([{ start: tokens, end }]);
  }

  /** Reads a part of the prompt; `false` when nobody waits any more. */
  async #read(tokens: readonly number[], { isCancelled }: Writing): Promise<boolean> {
    for (let at = 0; at < tokens.length; at += slice) {
      if (isCancelled()) return false;
      await this.#sequence.controlledEvaluate(tokens.slice(at, at + slice));
    }
    return true;
  }
}

/** A token that was read, and what may come after it. */
interface Step {
  readonly last: number;
  readonly logits: ReadonlyMap<number, number>;
  readonly rules: readonly NextNames[];
  /** Milliseconds that the rules came later than the logits. */
  readonly waitMs: number;
}

interface Place extends Step {
  readonly text: BytesInTheMaking;
  readonly written: Rounds;
}

const none = new Uint8Array();
const mostHealed = 4;

function isBlank(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13));
}

/** A core is left to those who ask: threads that wait for each other on a busy machine are slower than one. */
function threads(): number {
  return Math.max(1, availableParallelism() - 1);
}
