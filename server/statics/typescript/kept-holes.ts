/**
 * Answers that still hold. A word that grows at a hole is replaced by the placeholder whatever it is, so
 * that the hole around it stays the same until something else changes.
 */

import type { Range } from '../../protocol/protocol.ts';
import type { Declaration, TypedHole } from '../hole.ts';
import { replacedAt } from '../replaced.ts';
import type { HoleQuery } from '../type-engine.ts';
import { placeholders } from './project.ts';
import type { Site } from './site.ts';

const kept = 8;

/** A question without the word at its hole. */
interface Place {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly isEmpty: boolean;
  /** Changes of other files by then. */
  readonly changes: number;
  readonly replaced: Range;
}

interface Answer {
  readonly place: Place;
  readonly hole: TypedHole;
}

/** Owns the last answers, and the site that was looked at last. */
export class KeptHoles {
  /** Newest first. */
  #answers: readonly Answer[] = [];
  #site: { readonly place: Place; readonly site: Site } | undefined;

  /** The answer to the same question but for the word at the hole. */
  find(query: HoleQuery, changes: number): TypedHole | undefined {
    const place = placeOf(query, changes);
    const found = this.#answers.find((answer) => isSame(answer.place, place));
    return found && moved(found.hole, query.path, found.place.replaced, place.replaced);
  }

  keep(query: HoleQuery, changes: number, hole: TypedHole): void {
    const place = placeOf(query, changes);
    const isWhole = hole.problems === undefined && !query.text.includes('<<<<<<<');
    const stands = this.#site && isSame(this.#site.place, place) && isPlaceholder(this.#site.site);
    if (isWhole && stands) this.#answers = [{ place, hole }, ...this.#answers].slice(0, kept);
  }

  /** The program moves on after this: what is kept of the last site is not asked any more. */
  leave(): void {
    this.#site = undefined;
  }

  stay(query: HoleQuery, changes: number, site: Site): void {
    this.#site = { place: placeOf(query, changes), site };
  }

  /** The site of the same question, where the program still stands there. */
  siteOf(query: HoleQuery, changes: number): Site | undefined {
    const { place, site } = this.#site ?? {};
    return place && isSame(place, placeOf(query, changes)) ? site : undefined;
  }

  /** The site that was looked at last, whatever it was. */
  get last(): Site | undefined {
    return this.#site?.site;
  }
}

/** A name that is there already is its own placeholder: the hole may change with it. */
function isPlaceholder({ probe }: Site): boolean {
  return placeholders.includes(probe.name);
}

function placeOf({ path, text, offset }: HoleQuery, changes: number): Place {
  const replaced = replacedAt(text, Math.max(0, Math.min(offset, text.length)));
  const before = text.slice(0, replaced.start);
  const after = text.slice(replaced.end);
  return { path, before, after, isEmpty: replaced.start === replaced.end, changes, replaced };
}

function isSame(a: Place, b: Place): boolean {
  return (
    a.path === b.path &&
    a.changes === b.changes &&
    a.isEmpty === b.isEmpty &&
    a.before.length === b.before.length &&
    a.after === b.after &&
    a.before === b.before
  );
}

/** The hole with the places of its file where they are now. */
function moved(hole: TypedHole, path: string, from: Range, to: Range): TypedHole {
  const shift = to.end - from.end;
  if (shift === 0) return hole;
  const at = (offset: number) => (offset >= from.end ? offset + shift : offset);
  const range = ({ start, end }: Range): Range => ({ start: at(start), end: at(end) });
  const all = <D extends Declaration>(list: readonly D[]) =>
    list.map((one) => (one.path === path ? { ...one, range: range(one.range) } : one));
  return {
    ...hole,
    ...(hole.replaces && { replaces: range(hole.replaces) }),
    relevantTypes: all(hole.relevantTypes),
    relevantHeaders: all(hole.relevantHeaders),
  };
}
