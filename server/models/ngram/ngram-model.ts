/**
 * The embedded model: a nested-cache n-gram model of the repository that completes lines. Pure and
 * synchronous. Invariant: the counts of the project are those of all learned files but the open one.
 */

import { identifiersOf, lex } from '../../text/text.ts';
import { search } from './beam.ts';
import { NgramCounts } from './counts.ts';
import {
  beforeName,
  informationOf,
  type NgramJudgement,
  type NgramQuestion,
  nextProbabilities,
} from './judge.ts';
import { advance, contextOf, mix, probabilityOf } from './mixture.ts';
import type { Place } from './names.ts';
import type { NextNames } from '../prompt.ts';
import { OpenFile } from './open-file.ts';
import { rank } from './rank.ts';
import type { NgramCompletion, NgramFile, NgramRequest } from './request.ts';
import { settingOf } from './setting.ts';
import { createVocabulary, fileStart, linesWithTargets, targetsOf, type Vocabulary } from './vocabulary.ts';

export interface NgramOptions {
  /** Tokens beyond which no further file is learned. */
  readonly maxTokens: number;
}

export interface NgramStatistics {
  readonly files: number;
  readonly tokens: number;
  /** Memory of counts, files and vocabulary; the vocabulary's share is an estimate. */
  readonly bytes: number;
  /** Files that were not learned because the model was full. */
  readonly refused: number;
}

const nearBefore = 1500;
const nearAfter = 500;

/** The kept items are mostly in the project's counts as well: their word counts half. */
const itemTrust = 0.5;

/** Gives the completions; of texts that nothing is told of nothing is known. */
export type Completing = Generator<readonly string[], NgramCompletion[], readonly (readonly NextNames[])[]>;

export class NgramModel {
  readonly #vocabulary: Vocabulary = createVocabulary();
  readonly #open = new OpenFile(this.#vocabulary);
  readonly #files = new Map<string, Int32Array>();
  readonly #refused = new Set<string>();
  readonly #maxTokens: number;
  #project = new NgramCounts();
  #items = new NgramCounts();
  #contexts: readonly string[] = [];
  #tokens = 0;
  /** The learned file that is not in the project's counts because it is being edited. */
  #withheld: string | undefined;

  constructor(options: NgramOptions = { maxTokens: 2_000_000 }) {
    this.#maxTokens = options.maxTokens;
  }

  /**
   * Learns a file, in place of an earlier version of its path. Callers give the nearest files first:
   * a file that would go over the cap is refused, which `statistics` tells.
   */
  learn(file: NgramFile): void {
    this.forget(file.path);
    const targets = this.#targets(file);
    if (this.#tokens + targets.length > this.#maxTokens) {
      this.#refused.add(file.path);
      return;
    }
    this.#files.set(file.path, targets);
    this.#tokens += targets.length;
    if (file.path !== this.#withheld) this.#project.learn(targets);
  }

  forget(path: string): void {
    this.#refused.delete(path);
    const targets = this.#files.get(path);
    if (!targets) return;
    this.#files.delete(path);
    this.#tokens -= targets.length;
    if (path !== this.#withheld) this.#project.forget(targets);
    if (this.#project.corpusLength > 3 * this.#tokens + 1_000_000) this.#rebuild();
  }

  /** Up to 8 completions that balance their brackets and repeat nothing after the cursor, best first. */
  complete(request: NgramRequest): NgramCompletion[] {
    const completing = this.completing(request);
    let step = completing.next([]);
    while (!step.done) step = completing.next([]);
    return step.value;
  }

  /** The same; asks what alone may follow in texts that it has come to, and is told before anything else is done with it. */
  *completing(request: NgramRequest): Completing {
    const { prefix, suffix } = request;
    if (/[\p{ID_Continue}$]$/u.test(prefix.slice(-2)) && /^[\p{ID_Continue}$]/u.test(suffix)) return [];
    this.#withhold(request.path);
    this.#learnContexts(request);
    const around = this.#open.update(request);
    if (around.before.at(-1)?.kind === 'comment' && !/[\r\n]\s*$/.test(prefix.slice(-200))) return [];
    const setting = settingOf(around, prefix, suffix);
    const place: Place = {
      vocabulary: this.#vocabulary,
      contexts: [
        contextOf(this.#project, around.ids),
        { ...contextOf(this.#items, around.ids), trust: itemTrust },
        contextOf(this.#open.counts, around.ids, 1),
      ],
      ids: around.ids,
      partial: around.partial,
      glued: setting.blankBefore || around.partial !== '',
      near: [...identifiersOf(prefix.slice(-nearBefore)), ...identifiersOf(suffix.slice(0, nearAfter))],
      likely: request.likely,
      ...(request.legal ? { legal: request.legal } : {}),
      ...(request.inScope ? { inScope: new Set(request.inScope) } : {}),
    };
    const found = yield* search(place, setting, request.maxTokens);
    return rank(found, setting, request.rejected);
  }

  /** How likely names come next at a cursor, and how much texts say of the code before it. */
  judge(question: NgramQuestion): NgramJudgement {
    const { path, names, values } = question;
    this.#withhold(path);
    const { ids } = this.#open.update(question);
    const vocabulary = this.#vocabulary;
    const contexts = [contextOf(this.#project, ids), contextOf(this.#open.counts, ids, 1)];
    const behind = (word: string) =>
      [this.#project, this.#open.counts].map((counts) => contextOf(counts, beforeName(vocabulary, word)));
    return {
      next: nextProbabilities(vocabulary, contexts, names),
      reached: values.map(({ word, names: own }) => nextProbabilities(vocabulary, behind(word), own)),
      information: informationOf(this.#vocabulary, this.#project, question),
    };
  }

  /** Mean bits per token of a text under the project without that file; 0 bits where there is no token. */
  measure(file: NgramFile): { bits: number; tokens: number } {
    const own = this.#withheld === file.path ? undefined : this.#files.get(file.path);
    if (own) this.#project.forget(own);
    const targets = this.#targets(file);
    let context = contextOf(this.#project, [fileStart]);
    let bits = 0;
    for (const target of targets.subarray(1)) {
      bits -= Math.log2(probabilityOf(mix([context], this.#vocabulary.texts.length), target));
      context = advance(context, target >> 1);
    }
    if (own) this.#project.learn(own);
    const tokens = targets.length - 1;
    return { bits: bits / Math.max(1, tokens), tokens };
  }

  /** Mean bits per token for each line of a text under the project without its file; 0 for lines without a token. */
  surprise(file: NgramFile): number[] {
    const own = this.#withheld === file.path ? undefined : this.#files.get(file.path);
    if (own) this.#project.forget(own);
    let context = contextOf(this.#project, [fileStart]);
    const bits = linesWithTargets(this.#vocabulary, lex(file.text, file.language), file.text).map(
      (targets) => {
        let sum = 0;
        for (const target of targets) {
          sum -= Math.log2(probabilityOf(mix([context], this.#vocabulary.texts.length), target));
          context = advance(context, target >> 1);
        }
        return sum / Math.max(1, targets.length);
      },
    );
    if (own) this.#project.learn(own);
    return bits;
  }

  statistics(): NgramStatistics {
    const { texts, length } = this.#vocabulary;
    const words = 2 * length + 64 * texts.length;
    const bytes =
      this.#project.bytes + this.#items.bytes + this.#open.counts.bytes + 4 * this.#tokens + words;
    return { files: this.#files.size, tokens: this.#tokens, bytes, refused: this.#refused.size };
  }

  #targets({ text, language }: NgramFile): Int32Array {
    return Int32Array.from([fileStart * 2, ...targetsOf(this.#vocabulary, lex(text, language))]);
  }

  #withhold(path: string): void {
    if (path === this.#withheld) return;
    const back = this.#withheld === undefined ? undefined : this.#files.get(this.#withheld);
    if (back) this.#project.learn(back);
    this.#withheld = path;
    const out = this.#files.get(path);
    if (out) this.#project.forget(out);
  }

  #learnContexts({ contexts, language }: NgramRequest): void {
    const same =
      contexts.length === this.#contexts.length && contexts.every((text, i) => text === this.#contexts[i]);
    if (same) return;
    this.#contexts = contexts;
    this.#items = new NgramCounts();
    for (const text of contexts) this.#items.learn(targetsOf(this.#vocabulary, lex(text, language)));
  }

  /** Counts everything anew: what was forgotten leaves room that only this gives back. */
  #rebuild(): void {
    this.#project = new NgramCounts(this.#tokens);
    for (const [path, targets] of this.#files) if (path !== this.#withheld) this.#project.learn(targets);
  }
}
