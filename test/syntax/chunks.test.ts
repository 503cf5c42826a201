import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf } from '../../server/syntax/chunks.ts';
import { terms } from '../../server/text/text.ts';

const line = fc.constantFrom('', 'alpha beta', 'gamma', 'const delta = 1;', '  ');

test('chunks cover the text, are 20 to 40 lines long and count every term', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 200 }), (lines) => {
      const text = lines.join('\n');
      const chunks = chunksOf(text, []);
      if (text.trim() === '') return chunks.length === 0;
      expect(chunks.map(({ range }) => text.slice(range.start, range.end)).join('')).toBe(text);
      for (const { range } of chunks.slice(0, -1)) {
        const count = text.slice(range.start, range.end).split('\n').length - 1;
        expect(count).toBeGreaterThanOrEqual(20);
        expect(count).toBeLessThanOrEqual(40);
      }
      const counted = chunks.flatMap((chunk) => chunk.terms).reduce((sum, [, count]) => sum + count, 0);
      expect(counted).toBe(terms(text).length);
      return true;
    }),
  );
});

test('a cut falls on the start of a symbol rather than on a blank line', () => {
  const text = Array.from({ length: 80 }, (_, n) => (n === 30 ? '' : `line${n}`)).join('\n');
  const start = text.indexOf('line25');
  const symbol = {
    name: 's',
    kind: 'function',
    range: { start, end: text.length },
    exported: false,
  } as const;
  expect(chunksOf(text, [symbol])[0]?.range.end).toBe(start);
  expect(chunksOf(text, [])[0]?.range.end).toBe(text.indexOf('\n\n') + 1);
});

test('a text in Markdown is cut at its headings', () => {
  const section = (n: number) => `## Part ${n}\n\n${'words of it\n'.repeat(22)}`;
  const text = [1, 2, 3, 4].map(section).join('');
  const chunks = chunksOf(text, [], 'markdown');
  expect(chunks.map(({ range }) => text.slice(range.start, range.end).split('\n')[0])).toEqual([
    '## Part 1',
    '## Part 2',
    '## Part 3',
    '## Part 4',
  ]);
});

test.each(['json', 'yaml', 'toml', 'html', 'css', 'sql', 'plaintext'])('%s is searched', (language) => {
  const [chunk] = chunksOf('invoiceTotal: 1\n', [], language);
  expect(chunk?.terms.map(([term]) => term)).toEqual(['invoicetotal', 'invoice', 'total']);
});
