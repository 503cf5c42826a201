/** What counts as shown: whether pieces of text declare or name a symbol, and how sure a share of such is. */

import type { Tokenizer } from '../../server/models/models.ts';
import type { Declared, NeededSymbol } from './needed-symbols.ts';

/** A piece of text that stands for these stretches of files. */
export interface ShownPiece {
  readonly covers: readonly Pick<Declared, 'path' | 'start' | 'end'>[];
  readonly text: string;
}

/** The first pieces that fit; of the first that does not, its first lines that do. */
export function withinBudget(
  pieces: readonly ShownPiece[],
  budget: number,
  tokenizer: Tokenizer,
): ShownPiece[] {
  const shown: ShownPiece[] = [];
  let left = budget;
  for (const piece of pieces) {
    const tokens = tokenizer.count(`${piece.text}\n`);
    if (tokens > left) {
      const text = firstLines(piece.text, left, tokenizer);
      return text === '' ? shown : [...shown, { ...piece, text }];
    }
    shown.push(piece);
    left -= tokens;
  }
  return shown;
}

function firstLines(text: string, tokens: number, tokenizer: Tokenizer): string {
  const lines = text.split('\n');
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tokenizer.count(`${lines.slice(0, middle).join('\n')}\n`) <= tokens) low = middle;
    else high = middle - 1;
  }
  return lines.slice(0, low).join('\n');
}

/**
 * The 1-based rank of the first piece that shows a declaration: it stands for a stretch that holds it, and
 * spells its name.
 */
export function rankOf({ name, declared }: NeededSymbol, pieces: readonly ShownPiece[]): number | undefined {
  const at = pieces.findIndex(
    ({ covers, text }) =>
      declared.some((one) => covers.some((stretch) => holds(stretch, one))) && spells(text, name),
  );
  return at < 0 ? undefined : at + 1;
}

/** Members in short, as lists have them: a call without types, or types without their arguments. */
const shortForm = /[\p{ID_Continue}$]+\??(?:\((?:[^():;\n]|\{ … \})*\)(?=;| \}|$)|: [^;\n]*<…>[^;\n]*)/gmu;

/** The piece without what it shows of members in short. */
export function inFull({ covers, text }: ShownPiece): ShownPiece {
  return { covers, text: text.replace(shortForm, '') };
}

function holds(stretch: Pick<Declared, 'path' | 'start' | 'end'>, { path, nameStart }: Declared): boolean {
  return stretch.path === path && stretch.start <= nameStart && nameStart < stretch.end;
}

export function spells(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + name.length])) return true;
  }
  return false;
}

function isPart(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{ID_Continue}$]/u.test(letter);
}

/** The 95 % interval of a share (Wilson 1927); symbols of one cursor are found together or not at all. */
export function wilson(share: number, whole: number): [low: number, high: number] {
  const z = 1.96;
  const middle = share + z ** 2 / (2 * whole);
  const spread = z * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2));
  const scale = 1 + z ** 2 / whole;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}
