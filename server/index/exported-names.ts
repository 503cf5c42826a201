/**
 * The names that files export, by the words in them, and those that most files use. Invariant: the lists
 * say what the files that were put last say.
 */

import { identifierParts } from '../text/text.ts';
import { type FactTable, relist } from './fact-table.ts';
import { containerOf, defaultIn, isExported, nameOf, symbolCount } from './packed-symbols.ts';
import { SortedLists } from './sorted-lists.ts';
import { keptWords } from './shared-words.ts';

/** A declaration: its file, and its place in the file's symbols. */
export interface Place {
  readonly file: number;
  readonly index: number;
}

/** How many widely used names are known, and which share of the files may change before they are counted again. */
const mostWide = 300;
const changedBetweenCounts = 0.02;

/** What a file is listed under, as numbers. */
interface Listed {
  readonly names: Uint32Array;
  readonly words: Uint32Array;
}

const unlisted: Listed = { names: new Uint32Array(), words: new Uint32Array() };

export class ExportedNames {
  readonly #table: FactTable;
  readonly #filesByWord = new SortedLists();
  readonly #filesByName = new SortedLists();
  readonly #listed = new Map<number, Listed>();
  #wide: readonly Place[] = [];
  #changes = 0;
  #length = 0;

  constructor(table: FactTable) {
    this.#table = table;
  }

  get bytes(): number {
    return this.#filesByWord.bytes + this.#filesByName.bytes + 4 * this.#length;
  }

  /** Takes up a file as the table has it now. */
  put(file: number): void {
    this.#relist(file, this.#namesIn(file));
  }

  remove(file: number): void {
    this.#relist(file, unlisted);
    this.#listed.delete(file);
  }

  /** Places of the symbols at the top level of a file that other files can import. */
  exportsOf(file: number): number[] {
    const symbols = this.#table.of(file)?.symbols;
    const places: number[] = [];
    const count = symbols ? symbolCount(symbols) : 0;
    for (let index = 0; index < count; index++) {
      if (symbols && isExported(symbols, index) && containerOf(symbols, index) === undefined)
        places.push(index);
    }
    return places;
  }

  /** Files that export a name with this word in it. */
  filesWith(word: string): Uint32Array {
    const id = this.#table.vocabulary.find(word);
    return id === undefined ? new Uint32Array() : this.#filesByWord.valuesOf(id);
  }

  /** The declarations that are exported under exactly this name. */
  named(name: string): Place[] {
    const id = this.#table.vocabulary.find(name);
    const files = id === undefined ? [] : [...this.#filesByName.valuesOf(id)];
    return files.flatMap((file) => {
      const index = this.placeIn(file, name);
      return index === undefined ? [] : [{ file, index }];
    });
  }

  /** Where a file declares what it exports under a name, or by default. */
  placeIn(file: number, name: string): number | undefined {
    const symbols = this.#table.of(file)?.symbols;
    if (symbols && name === 'default') return defaultIn(symbols);
    const id = this.#table.vocabulary.find(name);
    if (!symbols || id === undefined || !this.#filesByName.has(id, file)) return undefined;
    return this.exportsOf(file).find((index) => nameOf(symbols, index) === id);
  }

  /** The exports whose names most files use, most used first; counted now and then. */
  widelyUsed(): readonly Place[] {
    if (this.#changes <= changedBetweenCounts * this.#listed.size) return this.#wide;
    this.#changes = 0;
    const all: (Place & { readonly users: number })[] = [];
    for (const file of this.#listed.keys()) {
      const symbols = this.#table.of(file)?.symbols;
      if (!symbols || this.#table.files.traitsOf(file).isTest) continue;
      for (const index of this.exportsOf(file)) {
        const users = this.#table.users.lengthOf(nameOf(symbols, index));
        if (users > 2) all.push({ file, index, users });
      }
    }
    const { files } = this.#table;
    const pathOf = (place: Place) => files.pathOf(place.file);
    this.#wide = all
      .toSorted((a, b) => b.users - a.users || (pathOf(a) < pathOf(b) ? -1 : 1))
      .slice(0, mostWide);
    return this.#wide;
  }

  #namesIn(file: number): Listed {
    const symbols = this.#table.of(file)?.symbols;
    const { vocabulary } = this.#table;
    const names = new Set(symbols ? this.exportsOf(file).map((index) => nameOf(symbols, index)) : []);
    const words = [...names].flatMap((name) => identifierParts(vocabulary.termOf(name)));
    const long = words.filter((word) => word.length > 2);
    const ids = new Set(long.map((word) => vocabulary.idOf(word)));
    return { names: keptWords([...names]), words: keptWords([...ids]) };
  }

  #relist(file: number, now: Listed): void {
    const before = this.#listed.get(file) ?? unlisted;
    this.#listed.set(file, now);
    this.#length += lengthOf(now) - lengthOf(before);
    this.#changes++;
    if (before === unlisted) return this.#list(file, now);
    relist(this.#filesByName, file, new Set(before.names), new Set(now.names));
    relist(this.#filesByWord, file, new Set(before.words), new Set(now.words));
  }

  #list(file: number, { names, words }: Listed): void {
    for (const name of names) this.#filesByName.add(name, file);
    for (const word of words) this.#filesByWord.add(word, file);
  }
}

function lengthOf({ names, words }: Listed): number {
  return names.length + words.length;
}
