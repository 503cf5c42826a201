/**
 * Turns a selection into the prompt of one model family. The final text of the context block is
 * counted exactly, and whole items are dropped until it fits: the budget is never exceeded.
 */

import { neutralise, type Prompt, type Segment, type Tokenizer } from '../models/models.ts';
import type { DroppedChoice, KeptChoice, Selection, TokenBudget } from '../selection/selection.ts';
import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { relativePath } from '../text/text.ts';
import { type BlockStyle, blockTokens, contextSegments, headerTokens, ownerTokens } from './blocks.ts';
import { formatFor, formatNamed, messagesOf, type PromptFormat } from './formats/formats.ts';
import { windowAround } from './window.ts';

export { windowAround } from './window.ts';
export { formatFor, formatNames, messagesOf, type PromptFormat } from './formats/formats.ts';

/** The prompt format of that name; for a name that is none, the format for a model called so. */
export function formatOf(name: string): PromptFormat {
  return formatNamed(name) ?? formatFor(name);
}

export interface LayoutRequest {
  readonly cursor: Cursor;
  readonly hole: Hole;
  readonly selection: Selection;
  readonly format: PromptFormat;
  readonly budget: TokenBudget;
  /** Tokens that the whole prompt may have. */
  readonly window: number;
  readonly root: string;
  /** The completion of the round before: models that read prose are told what was wrong with it. */
  readonly failed?: FailedCompletion;
}

export interface FailedCompletion {
  readonly text: string;
  /** One line each. */
  readonly errors: readonly string[];
}

export interface Layout {
  readonly prompt: Prompt;
  /** The context block exactly as it stands in the prompt, and its tokens. */
  readonly context: string;
  readonly contextTokens: number;
  /** Best first. */
  readonly kept: readonly KeptChoice[];
  readonly dropped: readonly DroppedChoice[];
}

export function layOut(request: LayoutRequest): Layout {
  const { budget, selection } = request;
  const fitted = fit(request);
  const context = fitted.segments.map(({ text }) => text).join('');
  const contextTokens = budget.tokenizer.count(context);
  return {
    prompt: promptOf(request, fitted.segments, request.window - contextTokens),
    context,
    contextTokens,
    kept: fitted.kept.toSorted((a, b) => b.value - a.value),
    dropped: [...selection.dropped, ...fitted.dropped],
  };
}

/** A budget as the layout spends it. */
export function budgetFor(tokens: number, tokenizer: Tokenizer, style: BlockStyle): TokenBudget {
  return {
    tokens,
    tokenizer,
    overhead: (item) => ownerTokens(item, style, tokenizer) + 1,
    header: (path) => headerTokens(path, style, tokenizer),
    measure: (shown) => blockTokens(shown, style, tokenizer),
  };
}

/** Drops what was chosen last until the text itself is within the budget. */
function fit({ cursor, selection, budget, root }: LayoutRequest) {
  const style = { root, language: cursor.document.language };
  const kept = [...selection.kept];
  const dropped: DroppedChoice[] = [];
  for (;;) {
    const segments = contextSegments(kept, style);
    const tokens = budget.tokenizer.count(segments.map(({ text }) => text).join(''));
    const last = tokens > budget.tokens ? kept.pop() : undefined;
    if (!last) return { segments, kept, dropped };
    const why = `The finished text had ${tokens} tokens, ${tokens - budget.tokens} over the budget; this item was chosen last.`;
    dropped.push({ item: last.item, level: last.level, tokens: last.tokens, why });
  }
}

function promptOf(request: LayoutRequest, context: readonly Segment[], window: number): Prompt {
  const { cursor, format, budget, root } = request;
  const { path, language } = cursor.document;
  const { prefix, suffix } = windowAround(cursor, Math.max(0, window), budget.tokenizer);
  const segments = format.lay({
    repository: root.split(/[\\/]/).findLast((name) => name !== '') ?? '',
    path: relativePath(path, root),
    language,
    context,
    prefix: { kind: 'prefix', origin: path, text: neutralise(prefix) },
    suffix: { kind: 'suffix', origin: path, text: neutralise(suffix) },
    hole: [describe(request.hole), ...failure(request.failed)].join('\n'),
  });
  return {
    format: format.name,
    kind: format.kind,
    segments,
    ...(format.kind === 'chat' ? { messages: messagesOf(segments) } : {}),
    stop: format.stop,
    path,
    language,
    prefix,
    suffix,
  };
}

/** One line about the hole for models that read prose. */
function describe({ kind, expectedType, members, argument }: Hole): string {
  const article = /^[aeiou]/i.test(kind) ? 'an' : 'a';
  const given = argument ? `, ${argument.parameter} of ${argument.signature},` : '';
  const expected = expectedType ? ` of type ${expectedType.name}` : '';
  const receiver = members ? ` of a value of type ${members.receiverType}` : '';
  return `The hole is ${article} ${kind}${given}${receiver}${expected}.`;
}

/** What a model that reads prose is told of the round before. */
function failure(failed: FailedCompletion | undefined): string[] {
  if (!failed) return [];
  return [
    `This text was tried there: ${failed.text}`,
    'It is wrong, with these errors as line:column of the file with it:',
    ...failed.errors,
    'Reply with a corrected text for the hole that has none of them.',
  ];
}
