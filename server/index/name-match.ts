/**
 * How a name matches what a person typed to find it: as editors do it, by prefix, by the humps of
 * camelCase and snake_case, by parts, or by letters in order. Pure; costs a few steps per letter.
 */

/** Best first. */
export const matchKinds = ['exact', 'prefix', 'humps', 'part', 'substring', 'letters'] as const;
export type MatchKind = (typeof matchKinds)[number];

const underscore = 95;

export interface NameMatch {
  readonly kind: MatchKind;
  /** 0 to 1 among matches of one kind: how much of the name was typed, and in the same case. */
  readonly quality: number;
}

export interface Pattern {
  readonly text: string;
  /** `text` in lower case without what separates words. */
  readonly letters: string;
  /** For each letter whether it was typed in upper case: such a one must begin a hump to match humps. */
  readonly upper: readonly boolean[];
  /** Bits of the letters, see `letterBits`. */
  readonly bits: number;
  /** See `startOf`, with the mask of as many letters as there are. */
  readonly start: number;
  readonly startMask: number;
}

/** `undefined` where nothing is left to look for. */
export function patternOf(text: string): Pattern | undefined {
  const typed = text.replace(/[^\p{ID_Continue}$]|_/gu, '');
  const letters = typed.toLowerCase();
  if (letters.length === 0 || letters.length !== typed.length) return undefined;
  const upper = Array.from(typed, (letter) => letter !== letter.toLowerCase());
  const startMask = letters.length < 4 ? (1 << (8 * letters.length)) - 1 : -1;
  return { text: text.trim(), letters, upper, bits: letterBits(letters), start: startOf(letters), startMask };
}

/** The first four letters of a lower-case name in one word, the first one lowest; `_` is passed over. */
export function startOf(lower: string): number {
  let word = 0;
  for (let at = 0, shift = 0; at < lower.length && shift < 32; at++) {
    const code = lower.charCodeAt(at);
    if (code === underscore) continue;
    word |= (code & 255) << shift;
    shift += 8;
  }
  return word;
}

/**
 * Which letters a lower-case text has: a to z, one bit for all digits, one for all else. A name can only
 * match a pattern whose bits it has.
 */
export function letterBits(lower: string): number {
  let bits = 0;
  for (let at = 0; at < lower.length; at++) {
    const code = lower.charCodeAt(at);
    if (code >= 97 && code <= 122) bits |= 1 << (code - 97);
    else bits |= code >= 48 && code <= 57 ? 1 << 26 : 1 << 27;
  }
  return bits;
}

export function matchName(name: string, pattern: Pattern): NameMatch | undefined {
  return matchStart(name, pattern) ?? matchInside(name, pattern);
}

/** The kinds `exact` and `prefix`, which need no look at the whole name. */
export function matchStart(name: string, { text, letters }: Pattern): NameMatch | undefined {
  if (name === text) return { kind: 'exact', quality: 1 };
  let at = 0;
  for (let next = 0; next < letters.length; at++) {
    const code = name.charCodeAt(at);
    if (code === underscore) continue;
    if (lowerOf(code) !== letters.charCodeAt(next)) return undefined;
    next++;
  }
  const rest = name.length - at;
  if (rest === 0 || plain(name).length === letters.length) return { kind: 'exact', quality: 0.5 };
  const typed = letters.length / name.length;
  return { kind: 'prefix', quality: typed * (name.startsWith(text) ? 1 : 0.9) };
}

/** The other kinds, for a name that does not begin with the letters. */
export function matchInside(name: string, pattern: Pattern): NameMatch | undefined {
  const { letters } = pattern;
  if (letters.length < 2 || !hasLetters(name, letters)) return undefined;
  const lower = name.toLowerCase();
  const humps = humpsMatched(name, lower, pattern);
  if (humps !== undefined) return { kind: 'humps', quality: humps };
  const typed = letters.length / name.length;
  const place = placeOf(name, lower, letters);
  if (place) return { kind: place, quality: typed };
  const spread = spreadOf(lower, letters) ?? name.length;
  return { kind: 'letters', quality: (letters.length / spread) * 0.5 + typed * 0.5 };
}

/** Whether the name has the letters in order: it turns most names away without making a string. */
function hasLetters(name: string, letters: string): boolean {
  let next = 0;
  let wanted = letters.charCodeAt(0);
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code > 127) return spreadOf(name.toLowerCase(), letters) !== undefined;
    if (lowerOf(code) !== wanted) continue;
    if (++next === letters.length) return true;
    wanted = letters.charCodeAt(next);
  }
  return false;
}

function plain(name: string): string {
  return name.includes('_') ? name.replaceAll('_', '') : name;
}

/** Of a code unit; letters outside ASCII are rare enough to be made strings. */
function lowerOf(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  return Number.isNaN(code) ? code : String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

/** Whether a hump begins here: a capital after a small letter or before one, what follows `_` or a digit. */
export function beginsHump(name: string, at: number): boolean {
  if (at === 0) return true;
  const [before, here] = [name.charCodeAt(at - 1), name.charCodeAt(at)];
  if (isSeparator(here)) return false;
  if (isSeparator(before)) return true;
  if (isDigit(here) !== isDigit(before)) return true;
  if (!isUpper(here)) return false;
  return !isUpper(before) || isLower(name.charCodeAt(at + 1));
}

/**
 * Matches the letters against beginnings of humps, at least two of them, in order; `gun` and `geUsNa` find
 * `getUserName`. Gives the quality, or `undefined`.
 */
function humpsMatched(name: string, lower: string, pattern: Pattern): number | undefined {
  if (!isAtHump(name, lower, pattern.letters.charAt(0))) return undefined;
  const used = matchFrom(name, lower, { pattern, failed: new Set(), at: 0, next: 0, used: 0 });
  if (used === undefined || used < 2) return undefined;
  let humps = 0;
  for (let at = 0; at < name.length; at++) if (beginsHump(name, at)) humps++;
  const first = lower.startsWith(pattern.letters.charAt(0)) ? 0.3 : 0;
  return 0.6 * (used / humps) + first + 0.1 * (pattern.letters.length / name.length);
}

function isAtHump(name: string, lower: string, letter: string): boolean {
  for (let at = lower.indexOf(letter); at >= 0; at = lower.indexOf(letter, at + 1)) {
    if (beginsHump(name, at)) return true;
  }
  return false;
}

interface Progress {
  readonly pattern: Pattern;
  /** Places, with the letter that was next, from where nothing matches: without it the time is exponential. */
  readonly failed: Set<number>;
  /** Where in the name a hump may begin. */
  readonly at: number;
  /** The next letter of the pattern. */
  readonly next: number;
  readonly used: number;
}

/** How many humps it takes to match the rest, longest beginnings first. */
function matchFrom(name: string, lower: string, progress: Progress): number | undefined {
  const { pattern, failed, at, next, used } = progress;
  const { letters, upper } = pattern;
  if (next === letters.length) return used;
  const state = at * letters.length + next;
  if (failed.has(state)) return undefined;
  for (let hump = at; hump < name.length; hump++) {
    if (!beginsHump(name, hump)) continue;
    let length = 0;
    while (
      next + length < letters.length &&
      lower.charCodeAt(hump + length) === letters.charCodeAt(next + length) &&
      (length === 0 || (!beginsHump(name, hump + length) && !upper[next + length]))
    ) {
      length++;
    }
    for (; length > 0; length--) {
      const rest = { pattern, failed, at: hump + length, next: next + length, used: used + 1 };
      const found = matchFrom(name, lower, rest);
      if (found !== undefined) return found;
    }
  }
  failed.add(state);
  return undefined;
}

/** Whether the letters stand together in the name, from the beginning of a hump or not. */
function placeOf(name: string, lower: string, letters: string): 'part' | 'substring' | undefined {
  const first = lower.indexOf(letters);
  for (let at = first; at >= 0; at = lower.indexOf(letters, at + 1)) if (beginsHump(name, at)) return 'part';
  return first < 0 ? undefined : 'substring';
}

/** How long the stretch of the name is that has the letters in order. */
function spreadOf(lower: string, letters: string): number | undefined {
  const start = lower.indexOf(letters.charAt(0));
  let at = start - 1;
  for (let next = 0; next < letters.length; next++) {
    at = lower.indexOf(letters.charAt(next), at + 1);
    if (at < 0) return undefined;
  }
  return at - start + 1;
}

function isSeparator(code: number): boolean {
  return code === 95 || code === 36 || code === 45 || code === 35;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isUpper(code: number): boolean {
  if (code < 128) return code >= 65 && code <= 90;
  const letter = String.fromCharCode(code);
  return letter !== letter.toLowerCase();
}

function isLower(code: number): boolean {
  if (code < 128) return code >= 97 && code <= 122;
  const letter = String.fromCharCode(code);
  return letter !== letter.toUpperCase();
}
