/** The contract of a parser, held by each that runs here: what one says of a text the other says too. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadNativeParsers } from '../../server/host/parsing/native-grammars.ts';
import { type FileFacts, factsOfText } from '../../server/syntax/syntax.ts';
import { languageOf } from '../../server/text/text.ts';
import { factsIn, grammarOf, scriptParserOf } from './outline.ts';

const folder = 'test/fixtures/languages';
const sources = globSync('*/*.*', { cwd: folder })
  .filter((name) => !name.endsWith('.outline'))
  .toSorted();

const native = loadNativeParsers(
  new URL('../../server/host/parsing/native-grammars.ts', import.meta.url).href,
);
const parsers = [
  { name: 'in WebAssembly', parserOf: grammarOf },
  ...(native ? [{ name: 'native', parserOf: native }] : []),
];

const title = native
  ? 'two parsers are held to the contract'
  : 'ONLY ONE PARSER IS HELD TO THE CONTRACT: no package tree-sitter; NODE_PATH may lead to one';
test.skipIf(!native)(title, () => {
  expect(parsers).toHaveLength(2);
});

/** What each symbol is, without the ends of declarations: they differ by a semicolon or a comment. */
function symbolsIn({ symbols }: FileFacts): string[] {
  return symbols.map(({ kind, name, exported, container, range }) =>
    [kind, name, exported, symbols[container ?? -1]?.name, range.start].join(' '),
  );
}

test.each(sources.filter((name) => /^(typescript|javascript|vue|svelte)/.test(name)))(
  '%s: the parser of scripts finds what the grammar finds',
  async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const language = languageOf(name.replace(/\.txt$/, ''), text);
    const script = factsOfText(text, language, await scriptParserOf(language, text));
    const grammar = factsOfText(text, language, await grammarOf(language, text));
    expect(symbolsIn(script)).toEqual(expect.arrayContaining(symbolsIn(grammar)));
    expect(script.imports).toEqual(grammar.imports);
  },
);

test.each(['async(', 'a<', 'a?('])(
  'a text in which %s nests makes the parser of scripts give up in time',
  async (open) => {
    const parser = (await scriptParserOf('typescript'))!;
    for (const depth of [5, 40]) {
      const text = `export const before = 1;\n${`${open}\n`.repeat(depth)}`;
      const names = (await factsIn(text, 'typescript')).symbols.map(({ name }) => name);
      expect(names).toContain('before');
    }
    expect(factsOfText('const after = 1;', 'typescript', parser).symbols).toHaveLength(1);
  },
);

describe.each(parsers)('the parser $name', ({ parserOf }) => {
  test.each(sources)('%s: matches lie in the text, and are those of WebAssembly', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const language = languageOf(name.replace(/\.txt$/, ''), text);
    const parser = (await parserOf(language, text))!;
    const parsed = parser.parse(text)!;
    const { definitions, imports } = parsed.findings();
    for (const { range } of [...definitions, ...imports]) {
      expect(range.start >= 0 && range.start <= range.end).toBe(true);
      expect(range.end).toBeLessThanOrEqual(text.length);
    }
    parsed.delete();
    expect(factsOfText(text, language, parser)).toEqual(
      factsOfText(text, language, await grammarOf(language, text)),
    );
  });

  test('offsets are UTF-16, across the pieces that a long text is read in', async () => {
    const parser = (await parserOf('typescript'))!;
    const text = `const a = '😀é';\n${'// 😀\n'.repeat(20_000)}const behind = a;\n`;
    const { symbols } = factsOfText(text, 'typescript', parser);
    expect(symbols.map(({ name }) => name)).toEqual(['a', 'behind']);
    expect(text.slice(symbols[1]!.range.start, symbols[1]!.range.end)).toBe('const behind = a;');
  });

  test('a text that nests 20,000 deep is answered in time', async () => {
    const parser = (await parserOf('typescript'))!;
    const start = performance.now();
    factsOfText(`x = ${'(\n'.repeat(20_000)}`, 'typescript', parser);
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test('a language without a grammar has no parser', async () => {
    expect(await parserOf('plaintext')).toBeUndefined();
  });
});
