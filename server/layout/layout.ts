/**
 * Turns a selection into the prompt of one model family. The final text of the context block is
 * counted exactly, and whole items are dropped until it fits: the budget is never exceeded.
 */

import { neutralise, type Prompt, type Segment, type Tokenizer } from '../models/models.ts';
import type { KeptItem, Trace } from '../protocol/protocol.ts';
import type { DroppedChoice, KeptChoice, Selection, TokenBudget } from '../selection/selection.ts';
import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { relativePath } from '../text/text.ts';
import { type BlockStyle, blockTokens, contextSegments, headerTokens, ownerTokens } from './blocks.ts';
import { continued } from './continued.ts';
import {
  formatFor,
  formatNamed,
  isTemplate,
  messagesOf,
  type PromptFormat,
  type PromptParts,
  templateFormat,
} from './formats/formats.ts';
import type { Window } from './window.ts';

export { reuseOf } from './reuse.ts';
export { windowAround } from './window.ts';
export { formatFor, formatNames, messagesOf, type PromptFormat } from './formats/formats.ts';

/** The prompt format of that name or of that template; for a name that is neither, the format for a model called so. */
export function formatOf(name: string): PromptFormat {
  return isTemplate(name) ? templateFormat(name) : (formatNamed(name) ?? formatFor(name));
}

export interface LayoutRequest {
  readonly cursor: Cursor;
  readonly hole: Hole;
  readonly selection: Selection;
  readonly format: PromptFormat;
  readonly budget: TokenBudget;
  /** What the prompt shows of the open file. */
  readonly seen: Window;
  readonly root: string;
  /** The last prompt for this document, which a server may remember. */
  readonly last?: Trace | undefined;
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
  /** What stands in the block because the last prompt had it. */
  readonly stale: readonly KeptItem[];
}

export function layOut(request: LayoutRequest): Layout {
  const { budget, selection } = request;
  const { segments, kept, dropped, stale } = continuedBlock(request) ?? freshBlock(request);
  const context = segments.map(({ text }) => text).join('');
  return {
    prompt: promptOf(request, segments),
    context,
    contextTokens: budget.tokenizer.count(context),
    kept: kept.toSorted((a, b) => b.value - a.value),
    dropped: [...selection.dropped, ...dropped],
    stale,
  };
}

interface Block extends Pick<Layout, 'kept' | 'dropped' | 'stale'> {
  readonly segments: readonly Segment[];
}

function continuedBlock({ last, selection, budget, ...request }: LayoutRequest): Block | undefined {
  if (!last) return undefined;
  const { tokens, tokenizer } = budget;
  const style = styleOf(request);
  const block = continued({ last, wanted: selection.kept, style, tokens, tokenizer });
  const why =
    'It matters too little to have the whole prompt read anew: it comes when the context is next made anew.';
  return (
    block && {
      ...block,
      dropped: block.waiting.map(({ item, level, tokens: own }) => ({ item, level, tokens: own, why })),
    }
  );
}

function styleOf({ root, cursor, format }: Pick<LayoutRequest, 'root' | 'cursor' | 'format'>): BlockStyle {
  const { path, language } = cursor.document;
  return { root, path, language, order: format.order };
}

/** Tokens that a window leaves for the open file beside the context and the format's own words and tokens. */
export function roomForFile(
  format: PromptFormat,
  told: Omit<Told, 'seen'>,
  { tokens, tokenizer }: TokenBudget,
  window: number,
): number {
  const empty = { ...told, seen: { prefix: '', suffix: '' } };
  const own = format.lay(partsOf(empty, [{ kind: 'context', origin: '', text: '\n' }]));
  const overhead = own.reduce((sum, { text }) => sum + tokenizer.count(text), 0);
  return Math.max(0, window - tokens - overhead);
}

/** A budget as the layout spends it. */
export function budgetFor(tokens: number, tokenizer: Tokenizer, style: BlockStyle): TokenBudget {
  return {
    tokens,
    tokenizer,
    overhead: (item) => ownerTokens(item, style, tokenizer) + 1,
    header: headerTokens(style, tokenizer),
    measure: (shown) => blockTokens(shown, style, tokenizer),
  };
}

/** Drops what was chosen last until the text itself is within the budget. */
function freshBlock({ selection, budget, ...request }: LayoutRequest): Block {
  const style = styleOf(request);
  const kept = [...selection.kept];
  const dropped: DroppedChoice[] = [];
  for (;;) {
    const segments = contextSegments(kept, style);
    const tokens = budget.tokenizer.count(segments.map(({ text }) => text).join(''));
    const last = tokens > budget.tokens ? kept.pop() : undefined;
    if (!last) return { segments, kept, dropped, stale: [] };
    const why = `The finished text had ${tokens} tokens, ${tokens - budget.tokens} over the budget; this item was chosen last.`;
    dropped.push({ item: last.item, level: last.level, tokens: last.tokens, why });
  }
}

function promptOf(request: LayoutRequest, context: readonly Segment[]): Prompt {
  const { cursor, format, seen } = request;
  const { path, language } = cursor.document;
  const segments = format.lay(partsOf(request, context));
  return {
    format: format.name,
    kind: format.kind,
    segments,
    ...(format.kind === 'chat' ? { messages: messagesOf(segments) } : {}),
    breakpoints: breakpointsOf(segments),
    stop: format.stop,
    path,
    language,
    ...seen,
  };
}

type Told = Pick<LayoutRequest, 'cursor' | 'hole' | 'root' | 'failed' | 'seen'>;

function partsOf({ cursor, hole, root, failed, seen }: Told, context: readonly Segment[]): PromptParts {
  const { path, language } = cursor.document;
  return {
    repository: root.split(/[\\/]/).findLast((name) => name !== '') ?? '',
    path: relativePath(path, root),
    language,
    context,
    prefix: { kind: 'prefix', origin: path, text: neutralise(seen.prefix) },
    suffix: { kind: 'suffix', origin: path, text: neutralise(seen.suffix) },
    hole: [describe(hole), ...failure(failed)].join('\n'),
  };
}

/** The ends of what changes seldom: the words before the context, and the context; what comes after changes with every key. */
function breakpointsOf(segments: readonly Segment[]): number[] {
  const first = segments.findIndex(({ kind }) => kind === 'context');
  const last = segments.findLastIndex(({ kind }) => kind === 'context');
  return first < 0 ? [] : [...new Set([first, last + 1])].filter((end) => end > 0);
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
