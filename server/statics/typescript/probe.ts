/**
 * The probe: a placeholder put where the cursor is, in a copy of the text, so that the checker can be
 * asked what the place expects. It is a call of a generic function where an expression stands, else a
 * name. Text before the cursor keeps its offsets.
 */

import type { Range } from '../../protocol/protocol.ts';
import { endsInMemberDot, lastLine, replacedAt } from '../replaced.ts';
import { withoutConflicts } from './conflicts.ts';
import { type Parse, parsedAlone, type PlaceholderRole, placeholderRole } from './placeholder-role.ts';
import { placeholders } from './project.ts';
import { closersOf } from './unclosed.ts';

export interface Probe {
  /** The whole text with the placeholder in it. */
  readonly text: string;
  /** The placeholder's name; where the hole is a name that is there already, that one. */
  readonly name: string;
  /** Offset of the placeholder's name in `text`. */
  readonly start: number;
  /** What of the original text it stands for: the word at the cursor, an explicit hole, or nothing. */
  readonly replaced: Range;
  /** How many characters stand for that in `text`, from the same offset. */
  readonly inserted: number;
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const wordEnd = /[\p{ID_Continue}$]$/u;
const wordStart = /^[\p{ID_Continue}$]/u;
/** How far around the cursor is looked. */
const reach = 400;

/**
 * Puts a probe at the offset; a word that the cursor touches from behind or within is replaced, and so
 * is an explicit hole. Where that makes the text parse better, brackets opened on the line are closed.
 */
export function placeProbe(path: string, text: string, offset: number, parse: Parse = parsedAlone): Probe {
  const at = Math.max(0, Math.min(offset, text.length));
  const whole = withoutConflicts(text, at);
  const replaced = replacedAt(whole, at);
  const name = placeholders.find((candidate) => !text.includes(candidate)) ?? '_keyhole_';
  const place = { text: whole, replaced, name, path, parse };
  if (endsInMemberDot(textBefore(whole, replaced.start))) return filled(place, { before: '', after: '' });
  const { wrap, role } = bestFit(place);
  if (role === 'declared') return asWritten(place) ?? filled(place, wrap);
  const isCalled = whole.charAt(replaced.end) === '(' && replaced.end > replaced.start;
  return filled(place, wrap, role === 'expression' && !isCalled ? '()' : '');
}

/**
 * A name that declares something is its own placeholder, so that what uses it still means it;
 * `undefined` where there is none, or where it reads otherwise than a name would.
 */
function asWritten({ text, replaced, path, parse }: Place): Probe | undefined {
  const name = text.slice(replaced.start, replaced.end);
  const written = { text, name, start: replaced.start };
  const isName = identifier.test(name) && placeholderRole(path, written, parse).role === 'declared';
  return isName ? { ...written, replaced, inserted: name.length } : undefined;
}

/** Where an offset of the probed text is in the original one. */
export function toOriginal({ replaced, inserted }: Probe, offset: number): number {
  if (offset <= replaced.start) return offset;
  const end = replaced.start + inserted;
  return offset < end ? replaced.end : offset - end + replaced.end;
}

interface Place {
  readonly path: string;
  readonly parse: Parse;
  readonly text: string;
  readonly replaced: Range;
  readonly name: string;
}

/** What is written around the placeholder to make a whole of it. */
interface Wrap {
  readonly before: string;
  readonly after: string;
}

function filled(place: Place, { before, after }: Wrap, call = ''): Probe {
  const { text, replaced, name } = place;
  const written = before + name + call + after;
  // A word that follows at once would become part of the placeholder's name.
  const isGlued = wordEnd.test(written) && isBeforeWord(place);
  const token = isGlued ? `${written} ` : written;
  return {
    text: text.slice(0, replaced.start) + token + text.slice(replaced.end),
    name,
    start: replaced.start + before.length,
    replaced,
    inserted: token.length,
  };
}

interface Fit {
  readonly wrap: Wrap;
  readonly role: PlaceholderRole;
  readonly errors: number;
}

/** The way of filling in that leaves the fewest errors; of equals the plainest. */
function bestFit(place: Place): Fit {
  const { path, parse } = place;
  const fit = (wrap: Wrap): Fit => ({ wrap, ...placeholderRole(path, filled(place, wrap), parse) });
  const plain = fit({ before: '', after: '' });
  const generic = plain.role === 'expression' ? genericWrap(place) : undefined;
  if (generic) {
    const typed = fit(generic);
    if (typed.errors <= plain.errors) return typed;
  }
  let best = plain;
  for (const wrap of wrapsAt(path, place)) {
    if (best.errors === 0) break;
    const other = fit(wrap);
    if (other.errors < best.errors) best = other;
  }
  return best;
}

/** `new Map<` is a comparison to the parser; nobody writes one without blanks. */
function genericWrap(place: Place): Wrap | undefined {
  const before = textBefore(place.text, place.replaced.start);
  const after = place.text.slice(place.replaced.end, place.replaced.end + reach);
  const opens = /[\p{ID_Continue}$]<$/u.test(before) && !/^\s*[>,(]/.test(after);
  return opens ? { before: '', after: `>()${closersAt(place)}` } : undefined;
}

/** What may part the placeholder from a word that follows at once. */
const separators: readonly Wrap[] = ['; ', ', ', ' || '].map((after) => ({ before: '', after }));

function isBeforeWord({ text, replaced }: Place): boolean {
  return wordStart.test(text.charAt(replaced.end));
}

/** In the order in which they are tried. */
function wrapsAt(path: string, place: Place): Wrap[] {
  const isAttribute =
    /[jt]sx?$/i.test(path) && /[\w-]\s*=\s*$/.test(textBefore(place.text, place.replaced.start));
  const closers = closersAt(place);
  return [
    ...(isBeforeWord(place) ? separators : []),
    ...(isAttribute ? [{ before: '{', after: '}' }] : []),
    ...(closers === '' ? [] : [{ before: '', after: closers }]),
  ];
}

/** What closes the brackets opened on the line, when nothing but a semicolon is left of it. */
function closersAt({ text, replaced }: Place): string {
  const endsLine = /^[^\S\r\n]*;?[^\S\r\n]*(?:[\r\n]|$)/.test(text.slice(replaced.end, replaced.end + reach));
  const before = textBefore(text, replaced.start);
  return endsLine ? closersOf(lastLine(before)) : '';
}

function textBefore(text: string, offset: number): string {
  return text.slice(Math.max(0, offset - reach), offset);
}
