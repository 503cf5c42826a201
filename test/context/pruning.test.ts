import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growth, plainWeight } from '../../server/context/pruning.ts';

const text = `export function charge(invoice: Invoice): number {
  const rate = rates.get(invoice.currency);
  if (rate === undefined) {
    log(\`no rate for
      \${invoice.currency}\`);
    report(invoice, 'no rate');
    throw new Error('no rate');
  }
  const gross = invoice.total * rate;
  const fee = gross * 0.02;
  return gross - fee;
}`;

describe('a text that grows', () => {
  test('shows results and errors first, with the blocks around them, and says what is hidden', () => {
    expect(growth(text, 'typescript', plainWeight, 3)[0]).toMatchInlineSnapshot(`
      "export function charge(invoice: Invoice): number {
        // … 1 line
        if (rate === undefined) {
          // … 3 lines
          throw new Error('no rate');
        }
        // … 2 lines
        return gross - fee;
      }"
    `);
  });

  test('says it as the language comments', () => {
    const python = 'def f(a):\n    b = prepared(a)\n    c = calculated(b)\n    d = wanted(c)\n    return d';
    expect(growth(python, 'python', plainWeight, 4)[0]).toMatchInlineSnapshot(`
      "def f(a):
          # … 3 lines
          return d"
    `);
  });

  test('only ever gains lines, has whole lines alone, and ends with all of them', () => {
    const lines = fc.array(
      fc.constantFrom<string[]>('a {', '  b();', '    c(`', '  d`)', '}', '', '/* e', 'f */', 'return g'),
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 9 }), (all, steps) => {
        const whole = all.join('\n');
        const grown = growth(whole, 'typescript', plainWeight, steps).map(shownLines);
        expect(grown.at(-1)).toEqual(shownLines(whole));
        for (const [at, own] of grown.entries()) {
          expect(own.every((line) => all.includes(line))).toBe(true);
          if (at > 0) expect(isSubsequence(grown[at - 1] ?? [], own)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('accounts for every line that is hidden', () => {
    for (const part of growth(text, 'typescript', plainWeight, 6)) {
      const hidden = [...part.matchAll(/… (\d+) lines?$/gm)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
      expect(part.split('\n').length - (part.match(/…/g) ?? []).length + hidden).toBe(
        text.split('\n').length,
      );
    }
  });
});

function shownLines(part: string): string[] {
  return part.split('\n').filter((line) => line.trim() !== '' && !line.includes('…'));
}

function isSubsequence(small: readonly string[], large: readonly string[]): boolean {
  let at = 0;
  for (const line of large) if (line === small[at]) at++;
  return at === small.length;
}
