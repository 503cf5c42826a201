/** A place that is completed at, and what a person has typed between one such place and a later one. */

/** What an answer depends on. Two spots with the same fields have the same answer. */
export interface Spot {
  /** The document. */
  readonly path: string;
  /** Its text before and after the cursor. */
  readonly prefix: string;
  readonly suffix: string;
  /** Everything else, as a version: settings, other documents, how much is indexed. */
  readonly context: string;
}

/** What stands at a later spot that did not stand at the earlier one. */
export interface Typed {
  /** Before the cursor, line ends as `\n`. */
  readonly text: string;
  /** After it: brackets and quotes that the editor closed by itself. */
  readonly closers: string;
}

const mostClosers = 8;
const onlyClosers = /^[)\]}"'`>]+$/;

/** What was typed from one spot to a later one; `undefined` when anything else has changed. */
export function typedSince(earlier: Spot, later: Spot): Typed | undefined {
  if (earlier.path !== later.path || earlier.context !== later.context) return undefined;
  const added = later.suffix.length - earlier.suffix.length;
  if (added < 0 || added > mostClosers || !later.suffix.endsWith(earlier.suffix)) return undefined;
  if (!later.prefix.startsWith(earlier.prefix)) return undefined;
  const text = later.prefix.slice(earlier.prefix.length).replaceAll('\r\n', '\n');
  const closers = later.suffix.slice(0, added);
  const isClosed = closers === '' || (onlyClosers.test(closers) && /[([{"'`<]/.test(text));
  return isClosed ? { text, closers } : undefined;
}

/** What is left of an answer. */
export interface Rest {
  readonly text: string;
  /** How much of what stands after the cursor it takes the place of: closers that it writes itself. */
  readonly covers: number;
}

/** What is left of an answer after what was typed of it; `undefined` when something else was typed. */
export function restOf(answer: string, { text, closers }: Typed): Rest | undefined {
  if (!answer.startsWith(text)) return undefined;
  const rest = answer.slice(text.length);
  return rest !== '' && holdsInOrder(rest, closers) ? { text: rest, covers: closers.length } : undefined;
}

/** Whether what is known of an answer, blanks before it aside, may still become what was typed. */
export function mayBecome(known: string, { text }: Typed): boolean {
  return [known, known.trimStart()].some((one) => one.startsWith(text) || text.startsWith(one));
}

/** Whether a text that a document has now may still lead to a spot, or come from it. */
export function leadsTo(spot: Spot, text: string): boolean {
  if (!text.endsWith(spot.suffix)) return false;
  const before = text.slice(0, text.length - spot.suffix.length);
  return before.startsWith(spot.prefix) || spot.prefix.startsWith(before);
}

function holdsInOrder(text: string, characters: string): boolean {
  let at = 0;
  for (const character of characters) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
