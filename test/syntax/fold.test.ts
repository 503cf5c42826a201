import { expect, test } from 'vitest';
import { foldBodies } from '../../server/syntax/syntax.ts';
import { factsIn } from './outline.ts';

async function folded(language: string, text: string): Promise<string> {
  return foldBodies(text, await factsIn(text, language), { start: 0, end: text.length });
}

const script = `/** Adds. */
export class Adder {
  total = 0;
  /** One more. */
  add(n: number): void {
    this.total += n;
    this.log();
  }
  get short() { return 1; }
}
export const twice = (n: number) => {
  return n * 2;
};
`;

test('bodies become one line that says how many are hidden', async () => {
  expect(await folded('typescript', script)).toMatchInlineSnapshot(`
    "/** Adds. */
    export class Adder {
      total = 0;
      /** One more. */
      add(n: number): void { // … 2 lines
      }
      get short() { return 1; }
    }
    export const twice = (n: number) => { // … 1 line
    };
    "
  `);
});

async function namesIn(text: string): Promise<string[]> {
  return (await factsIn(text, 'typescript')).symbols.map(({ kind, name }) => `${kind} ${name}`);
}

test('what is folded parses as it did, symbol by symbol', async () => {
  expect(await namesIn(await folded('typescript', script))).toEqual(await namesIn(script));
});

test('Python keeps the docstring', async () => {
  expect(
    await folded(
      'python',
      'class A:\n    """Doc."""\n    def f(self):\n        """Of f."""\n        a = 1\n        return a\n\n    def g(self):\n        return 1\n',
    ),
  ).toMatchInlineSnapshot(`
    "class A:
        """Doc."""
        def f(self):
            """Of f."""
            ...  # 2 lines

        def g(self):
            return 1
    "
  `);
});

test('only bodies inside the range are folded', async () => {
  const start = script.indexOf('export const');
  const facts = await factsIn(script, 'typescript');
  expect(foldBodies(script, facts, { start, end: script.length })).toBe(
    'export const twice = (n: number) => { // … 1 line\n};\n',
  );
});
