/**
 * The context block as the last prompt had it, with what is new appended. A model server that remembers the last
 * prompt then reads only what is new; nothing that stands there is moved or changed. Where the block serves too
 * little of what is wanted now, or shows what has changed since, it is made anew.
 */

import type { ItemMember } from '../context/context.ts';
import { neutralise, type Segment, type Tokenizer } from '../models/models.ts';
import type { KeptItem, Level, Trace } from '../protocol/protocol.ts';
import type { KeptChoice } from '../selection/selection.ts';
import { identifiersOf } from '../text/text.ts';
import { type BlockStyle, contextSegments } from './blocks.ts';

/** Share of the value of all that is wanted that may be missing from the block. */
const mostMissing = 0.6;
/**
 * Symbols that are needed, on average, and missing: up to so many the block stays whatever their share. In files of two
 * repositories as many tokens are reused, and as many new names spelled, with anything from 0.4 to 0.8.
 */
const fewMissing = 0.5;
/** What has to be missing of one item, in the same measure, for it to be appended: the open file is read anew then. */
const matters = 0.4;
/** Share of an item's lines, by letters, from which on it stands in the block. */
const stands = 0.5;

/** Levels at which one text follows from a file: another one means that the file has changed. */
const wholeLevels: ReadonlySet<Level> = new Set(['signature', 'body']);

export interface Continued {
  readonly segments: readonly Segment[];
  readonly kept: readonly KeptChoice[];
  /** Wanted, and left out until the block is made anew. */
  readonly waiting: readonly KeptChoice[];
  /** What stands there and is not wanted any more. */
  readonly stale: readonly KeptItem[];
}

interface ContinueRequest {
  readonly last: Trace;
  /** What the block should show. */
  readonly wanted: readonly KeptChoice[];
  readonly style: BlockStyle;
  readonly tokens: number;
  readonly tokenizer: Tokenizer;
}

/** `undefined` where the block has to be made anew. */
export function continued(request: ContinueRequest): Continued | undefined {
  const { last, wanted, style, tokens, tokenizer } = request;
  const block = last.prompt.filter(({ kind }) => kind === 'context');
  if (block.length === 0) return undefined;
  const shareOf = standing(block);
  const standings = new Map(wanted.map((choice) => [choice, shareOf(choice)]));
  const missingOf = (choice: KeptChoice) => choice.value * (1 - (standings.get(choice) ?? 0));
  if (wanted.some((choice) => missingOf(choice) > 0 && hasChanged(choice, last))) return undefined;
  const added = wanted.filter((choice) => missingOf(choice) >= matters);
  const left = sumOf(
    wanted.filter((choice) => !added.includes(choice)),
    missingOf,
  );
  const all = sumOf(wanted, ({ value }) => value);
  if (left > Math.max(fewMissing, mostMissing * all)) return undefined;
  const segments = [...block, ...contextSegments(added, style)];
  if (tokenizer.count(segments.map(({ text }) => text).join('')) > tokens) return undefined;
  const kept = wanted.filter((choice) => added.includes(choice) || (standings.get(choice) ?? 0) >= stands);
  const waiting = wanted.filter((choice) => !kept.includes(choice));
  return { segments, kept, waiting, stale: staleItems(last, kept) };
}

/** Of the members that a text lists, the share that another one lists too, whichever of them stand together there. */
function shareNamed(members: readonly ItemMember[], own: string, shown: string): number {
  const [listed, there] = [new Set(identifiersOf(own)), new Set(identifiersOf(shown))];
  const names = members.map(({ name }) => name).filter((name) => listed.has(name));
  return names.filter((name) => there.has(name)).length / Math.max(1, names.length);
}

/** How much of a choice the blocks that show its item say already: 0 to 1, by the letters of its lines. */
function standing(block: Trace['prompt']): (choice: KeptChoice) => number {
  const texts = new Map<string, string>();
  for (const { origin, text } of block)
    for (const id of origin.split(' ')) texts.set(id, (texts.get(id) ?? '') + text);
  return ({ item, text }) => {
    const shown = texts.get(item.id);
    const own = neutralise(text);
    if (shown === undefined) return 0;
    if (shown.includes(own)) return 1;
    if (item.members) return shareNamed(item.members, own, shown);
    const there = new Set(linesOf(shown));
    const lines = linesOf(own);
    const letters = (of: readonly string[]) => sumOf(of, ({ length }) => length);
    return letters(lines.filter((line) => there.has(line))) / Math.max(1, letters(lines));
  };
}

/** The lines of a text, and the members that stand on one. */
function linesOf(text: string): string[] {
  return text.split(/\n|; |;$|\{ | \}/m).flatMap((line) => {
    const said = line.trim();
    return said === '' || /… \d+ lines?\b/.test(said) ? [] : [said];
  });
}

/** Whether an item is shown at a level at which its text is another one now. Members come in any order. */
function hasChanged({ item, level, text }: KeptChoice, { kept, prompt }: Trace): boolean {
  const before = kept.find(({ id, source }) => id === item.id && source === item.source);
  if (before?.level !== level || item.members || !wholeLevels.has(level)) return false;
  const forms = [text, item.brief?.() ?? text].map(neutralise);
  return !prompt.some(
    ({ kind, text: shown }) => kind === 'context' && forms.some((form) => shown.includes(form)),
  );
}

function staleItems({ kept: before }: Trace, kept: readonly KeptChoice[]): KeptItem[] {
  const ids = new Set(kept.map(({ item }) => item.id));
  const why = 'Stays from the last prompt, so that a server which remembers that need not read it anew.';
  return before.filter(({ id }) => !ids.has(id)).map((item) => ({ ...item, why }));
}

function sumOf<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0);
}
