import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseOnce } from '../../server/syntax/parse.ts';
import { editBetween, Trees } from '../../server/syntax/trees.ts';
import { grammarOf } from './outline.ts';

const piece = fc.constantFrom(
  'const a = 1;\n',
  'f(x => {\n',
  '});\n',
  'class A { m() {} }\n',
  '`t ${',
  '}`',
  '"',
  'é😀',
  '\r\n',
  '// c\n',
);
const source = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

test('a reparsed tree is the tree of a fresh parse', async () => {
  const grammar = (await grammarOf('typescript'))!;
  const trees = new Trees();
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 5 }), (texts) => {
      for (const text of texts) {
        const tree = trees.tree({ path: '/a.ts', language: 'typescript', text }, grammar);
        const fresh = parseOnce(grammar.language, text);
        expect(tree?.rootNode.endIndex).toBe(fresh?.rootNode.endIndex);
        if (!fresh?.rootNode.hasError) expect(tree?.rootNode.toString()).toBe(fresh?.rootNode.toString());
        fresh?.delete();
      }
    }),
    { numRuns: 200 },
  );
  trees.dispose();
});

test('the edit between two texts makes one of the other', () => {
  fc.assert(
    fc.property(source, source, (before, after) => {
      const { startIndex, oldEndIndex, newEndIndex } = editBetween(before, after);
      const made =
        before.slice(0, startIndex) + after.slice(startIndex, newEndIndex) + before.slice(oldEndIndex);
      expect(made).toBe(after);
    }),
  );
});

test('only the last documents keep their trees, and each its own', async () => {
  const grammar = (await grammarOf('typescript'))!;
  const trees = new Trees();
  for (let n = 0; n < 40; n++) {
    const text = `const a${n} = ${n};`;
    expect(trees.tree({ path: `/${n % 20}.ts`, language: 'typescript', text }, grammar)?.rootNode.text).toBe(
      text,
    );
  }
  trees.dispose();
});
