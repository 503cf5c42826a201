/** The imports of one file in a typed array: module, range, how many names, then each as local and imported. */

import type { ImportFact } from '../syntax/syntax.ts';
import type { ByteReader } from './byte-stream.ts';
import type { Numbers, Vocabulary } from './vocabulary.ts';
import { keptWords } from './shared-words.ts';

export type PackedImports = Uint32Array;

const width = 4;

export function packImports(imports: readonly ImportFact[], numbers: Numbers): PackedImports {
  const words = imports.flatMap(({ module, names, range }) => [
    numbers.idOf(module),
    range.start,
    range.end,
    names.length,
    ...names.flatMap(({ local, imported }) => [numbers.idOf(local), numbers.idOf(imported)]),
  ]);
  return Uint32Array.from(words);
}

/** The same from their encoding; `numbers` has the number of each text of the encoding's table. */
export function packEncodedImports(reader: ByteReader, numbers: Uint32Array): PackedImports {
  const words: number[] = [];
  for (let left = reader.count(); left > 0; left--) {
    const module = numbers[reader.number()] ?? 0;
    const start = reader.signed();
    const end = start + reader.number();
    const count = reader.count();
    words.push(module, start, end, count);
    for (let name = 0; name < 2 * count; name++) words.push(numbers[reader.number()] ?? 0);
  }
  return keptWords(words);
}

export function unpackImports(imports: PackedImports, vocabulary: Vocabulary): ImportFact[] {
  const facts: ImportFact[] = [];
  for (let at = 0; at < imports.length; ) {
    const [module = 0, start = 0, end = 0, count = 0] = imports.subarray(at, at + width);
    const names = imports.subarray(at + width, at + width + 2 * count);
    facts.push({
      module: vocabulary.termOf(module),
      names: Array.from({ length: count }, (_, index) => ({
        local: vocabulary.termOf(names[2 * index] ?? 0),
        imported: vocabulary.termOf(names[2 * index + 1] ?? 0),
      })),
      range: { start, end },
    });
    at += width + 2 * count;
  }
  return facts;
}

/** Numbers of the modules, repeats included; none where there is no file. */
export function importedModules(imports: PackedImports = new Uint32Array()): number[] {
  const found: number[] = [];
  for (let at = 0; at < imports.length; at += width + 2 * (imports[at + 3] ?? 0))
    found.push(imports[at] ?? 0);
  return found;
}

/** Numbers of the names that are imported, as the other modules call them. */
export function importedNames(imports: PackedImports): number[] {
  const found: number[] = [];
  for (let at = 0; at < imports.length; ) {
    const end = at + width + 2 * (imports[at + 3] ?? 0);
    for (let name = at + width + 1; name < end; name += 2) found.push(imports[name] ?? 0);
    at = end;
  }
  return found;
}

/** Whether an import binds the name of another module under a name of its own. */
export function passesOnUnderOtherName(imports: PackedImports, name: number): boolean {
  for (let at = 0; at < imports.length; ) {
    const end = at + width + 2 * (imports[at + 3] ?? 0);
    for (let local = at + width; local < end; local += 2) {
      if (imports[local + 1] === name && imports[local] !== name) return true;
    }
    at = end;
  }
  return false;
}
