import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ContextItem, distinctLevels, symbolItem } from '../../server/context/item.ts';
import { createParsePool, type ParsePool } from '../../server/host/parsing/parse-pool.ts';

let pool: ParsePool;
beforeAll(() => {
  pool = createParsePool({ workers: 1 });
});
afterAll(() => pool.dispose());

async function itemFor(
  text: string,
  name: string,
  path = '/r/a.ts',
  language = 'typescript',
): Promise<ContextItem> {
  const facts = await pool.facts(path, language, text, AbortSignal.timeout(20_000));
  const fact = facts.symbols.find((symbol) => symbol.name === name);
  if (!fact) throw new Error(`There is no ${name}.`);
  return symbolItem({ path, text, facts }, fact, { source: 'types', reason: 'a test', score: 1 });
}

const print = (item: ContextItem) =>
  distinctLevels(item)
    .map(({ level, text }) => `[${level}]\n${text}`)
    .join('\n');

describe('the levels of a symbol', () => {
  test('a class: name, header, members without their bodies, all of it', async () => {
    const text = `
/** A basket. */
export class Basket<T> extends Base {
  readonly items: T[] = [];
  #sum = 0;
  /** Adds one. */
  add(item: T): number {
    this.items.push(item);
    return this.items.length;
  }
}
`;
    expect(print(await itemFor(text, 'Basket'))).toMatchInlineSnapshot(`
      "[name]
      class Basket
      [signature]
      export class Basket<T> extends Base
      [skeleton]
      export class Basket<T> extends Base {
        readonly items: T[] = [];
        add(item: T): number;
      }
      [body]
      /** A basket. */
      export class Basket<T> extends Base {
        readonly items: T[] = [];
        #sum = 0;
        /** Adds one. */
        add(item: T): number {
          this.items.push(item);
          return this.items.length;
        }
      }"
    `);
  });

  test('a function: name, signature, all of it with its documentation', async () => {
    const text = `
// Adds up.
export function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
`;
    expect(print(await itemFor(text, 'sum'))).toMatchInlineSnapshot(`
      "[name]
      function sum
      [signature]
      export function sum(numbers: readonly number[]): number
      [skeleton]
      // Adds up.
      export function sum(numbers: readonly number[]): number
      [body]
      // Adds up.
      export function sum(numbers: readonly number[]): number {
        let total = 0;
        for (const number of numbers) total += number;
        return total;
      }"
    `);
  });

  test('a method is shown without the indentation of its class', async () => {
    const text = 'class A {\n    go(): void {\n      stop();\n    }\n}\n';
    const item = await itemFor(text, 'go');
    expect(item.symbol).toMatchObject({ kind: 'method', container: 'A', line: 2 });
    expect(item.render('body')).toBe('go(): void {\n  stop();\n}');
  });

  test.each([
    ['const limit: number = 12;', 'const limit: number'],
    ['const run: (a: string) => void = (a) => log(a);', 'const run: (a: string) => void'],
    ['const run = (a: string) => log(a);', 'const run = (a: string)'],
  ])('the signature of %s leaves out a value whose type is written', async (text, signature) => {
    const item = await itemFor(text, /const (\w+)/.exec(text)?.[1] ?? '');
    expect(item.render('signature')).toBe(signature);
  });

  test('levels that say the same are one', async () => {
    expect(
      distinctLevels(await itemFor('export type Id = string;\n', 'Id')).map(({ level }) => level),
    ).toEqual(['name', 'signature']);
  });

  test('Python', async () => {
    const text =
      'class Cart:\n    """What is bought."""\n\n    def add(self, item: str) -> int:\n        self.items.append(item)\n        return len(self.items)\n';
    expect(print(await itemFor(text, 'Cart', '/r/a.py', 'python'))).toMatchInlineSnapshot(`
      "[name]
      class Cart
      [skeleton]
      class Cart:
          def add(self, item: str) -> int:
      [body]
      class Cart:
          """What is bought."""

          def add(self, item: str) -> int:
              self.items.append(item)
              return len(self.items)"
    `);
  });
});
