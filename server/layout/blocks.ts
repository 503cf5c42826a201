/** Renders kept items as blocks of code, one per file, with the file's path above each that does not only list members. */

import { type ContextItem, elision, formsOf } from '../context/context.ts';
import { neutralise, type Segment, type Tokenizer } from '../models/models.ts';
import type { Shown } from '../selection/selection.ts';
import { pathFrom, relativePath, remembered, spellingOf } from '../text/text.ts';

/** How the blocks name things: the repository's folder, the open file and its language. */
export interface BlockStyle {
  readonly root: string;
  /** The open file. */
  readonly path: string;
  readonly language: string;
  /** Where the most valuable file stands: last, next to the cursor; or first, and the second best last. */
  readonly order: BlockOrder;
}

export type BlockOrder = 'best last' | 'ends first';

/**
 * One segment per file: source order within a file, the file with the most valuable item last, next to
 * the file being completed. Text that spells a model's control token is neutralised.
 */
export function contextSegments(kept: readonly Shown[], style: BlockStyle): Segment[] {
  const files = Map.groupBy(kept, ({ item }) => item.symbol.path);
  const ranked = [...files].toSorted(
    ([pathA, a], [pathB, b]) => bestOf(a) - bestOf(b) || (pathA < pathB ? -1 : 1),
  );
  const ordered = style.order === 'best last' ? ranked : endsFirst(ranked);
  return ordered.map(([path, choices]) => block(path, choices, style));
}

/**
 * Worst to best, put so that the best stand at the two ends, where models that answer read most closely (Liu et al.,
 * "Lost in the middle", 2024).
 */
export function endsFirst<T>(ranked: readonly T[]): T[] {
  const best = ranked.toReversed();
  const front = best.filter((_, at) => at % 2 === 0);
  return [...front, ...best.filter((_, at) => at % 2 === 1).toReversed()];
}

/**
 * Tokens of the finished blocks. The sum over blocks is known without counting all of them anew, and counts where it
 * is more than the whole: tokens may fall otherwise where two texts meet.
 */
export function blockTokens(shown: readonly Shown[], style: BlockStyle, tokenizer: Tokenizer): number {
  const texts = contextSegments(shown, style).map(({ text }) => text);
  const sum = texts.reduce((all, text) => all + tokenizer.count(text), 0);
  return Math.max(sum, tokenizer.count(texts.join('')));
}

function block(path: string, shown: readonly Shown[], style: BlockStyle): Segment {
  const inOrder = shown.toSorted((a, b) => a.item.symbol.range.start - b.item.symbol.range.start);
  const told = toldOnce(inOrder);
  const pieces = told.map((one, at) => piece(one, told[at - 1], style.language));
  const header = shown.some(({ item }) => isOfFile(item)) ? headerOf(path, style) : '';
  const text = `${header}${pieces.join('')}\n`;
  return { kind: 'context', origin: inOrder.map(({ item }) => item.id).join(' '), text: neutralise(text) };
}

/** What one file shows, less what other items say as well: a head with its members, a member within them. */
function toldOnce(shown: readonly Shown[]): readonly Shown[] {
  const heads = new Map<Shown, Shown>();
  for (const list of shown.filter(({ item }) => item.members)) {
    const head = shown.find((one) => isHeadOf(one, list));
    if (head) heads.set(list, head);
  }
  const merged = new Set(heads.values());
  return shown
    .filter((one) => !merged.has(one) && !shown.some((list) => listsMember(list, one)))
    .map((one) => ({ ...one, text: underHead(one, heads.get(one)) }));
}

function isHeadOf({ item, level, text }: Shown, { item: list, text: listed }: Shown): boolean {
  const { kind, name, range } = list.symbol;
  const isSame = item !== list && item.symbol.name === name && item.symbol.range.start === range.start;
  return isSame && level === 'signature' && !text.includes('\n') && listed.startsWith(`${kind} ${name} {`);
}

function underHead({ item, text }: Shown, head: Shown | undefined): string {
  return head ? head.text + text.slice(`${item.symbol.kind} ${item.symbol.name}`.length) : text;
}

function listsMember({ item: list, text: listed }: Shown, { item, level, text }: Shown): boolean {
  const { container, kind } = item.symbol;
  if (level === 'name' || kind === 'chunk' || container !== list.symbol.name) return false;
  const forms = formsOf(text.replace(/[;,]$/, ''));
  return listed.split(/[{};\n]/).some((line) => forms.includes(line.trim()));
}

/** The line that names a file: as the open file would import it where that is shorter, a long path without its middle. */
function headerOf(path: string, { root, path: open, language }: BlockStyle): string {
  const whole = relativePath(path, root);
  const near = pathFrom(relativePath(open, root), whole);
  return comment(near.length < whole.length ? near : shortened(whole), language);
}

/** Letters of a path that are shown whole. */
const longestPath = 40;

function shortened(path: string): string {
  const parts = path.split('/');
  const last = parts.slice(/^(?:index|mod|__init__)\./.test(parts.at(-1) ?? '') ? -2 : -1);
  const short = [...parts.slice(0, 2), '...', ...last].join('/');
  return path.length > longestPath && short.length < path.length ? short : path;
}

/**
 * Whether the model has to be told where it is: members are reached through a value, whatever file declares them, and
 * where an imported name is from stands in the open file.
 */
function isOfFile({ members, source }: ContextItem): boolean {
  return members === undefined && source !== 'imports';
}

/** Tokens that the line which names an item's file takes in a block; none where there is no such line for it. */
export function headerTokens(style: BlockStyle, tokenizer: Tokenizer): (item: ContextItem) => number {
  const tokensOf = remembered((path: string) => tokenizer.count(neutralise(`${headerOf(path, style)}\n`)));
  return (item) => (isOfFile(item) ? tokensOf(item.symbol.path) : 0);
}

/** Tokens that a block adds to an item beside its text: about, since tokens may fall otherwise where texts meet. */
export function ownerTokens({ symbol }: ContextItem, style: BlockStyle, tokenizer: Tokenizer): number {
  const { container } = symbol;
  return container ? tokenizer.count(neutralise(comment(`in ${container}`, style.language))) : 0;
}

/** A member stands below a line that names its owner, which members of one owner share. */
function piece({ item, level, text }: Shown, before: Shown | undefined, language: string): string {
  const { container } = item.symbol;
  if (level === 'name') return comment(`${text}${container ? ` of ${container}` : ''}`, language);
  const isShared = before?.level !== 'name' && before?.item.symbol.container === container;
  const owner = container && !isShared ? comment(`in ${container}`, language) : '';
  return `${gap(before?.item, item, language)}${owner}${text}\n`;
}

/** Stretches of lines that do not meet must not look as if they did. */
function gap(before: ContextItem | undefined, { symbol }: ContextItem, language: string): string {
  if (!before || (before.symbol.kind !== 'chunk' && symbol.kind !== 'chunk')) return '';
  const hidden = symbol.line - before.symbol.line - (before.render('body') ?? '').split('\n').length;
  return hidden > 0 ? `${elision(spellingOf(language), hidden)}\n` : '';
}

function bestOf(choices: readonly Shown[]): number {
  return Math.max(...choices.map(({ value }) => value));
}

/** A line that is a comment of its own. */
function comment(text: string, language: string): string {
  const { line, block } = spellingOf(language);
  return line[0] === undefined && block
    ? `${block[0]} ${text} ${block[1]}\n`
    : `${line[0] ?? '//'} ${text}\n`;
}
