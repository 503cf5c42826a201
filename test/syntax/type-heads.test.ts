import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { readerOf, typeHeads } from '../../server/syntax/written-types.ts';
import { projectRoot } from '../support/sources.ts';
import { factsIn } from './outline.ts';

async function headsIn(text: string, language = 'typescript'): Promise<string> {
  const { symbols } = await factsIn(text, language);
  return symbols
    .map(({ name, heads }) => `${name}: ${heads?.yields.join(' ') ?? ''} <- ${heads?.takes.join(' ') ?? ''}`)
    .join('\n');
}

const heads = (type: string): string => typeHeads(readerOf(type)).join(' ');

test.each([
  ['Invoice', 'Invoice'],
  ['billing.Invoice', 'billing.Invoice'],
  ['Promise<readonly Invoice[]>', 'Invoice'],
  ['Map<string, Invoice | undefined>', 'Invoice'],
  ['Readonly<Partial<Invoice>>', 'Invoice'],
  ['Box<Invoice>', 'Box Invoice'],
  ['A | B & (C | null)', 'A B C'],
  ['| "x" | 12 | -1 | A', 'A'],
  ['[name: A, B?, ...C[]]', 'A B C'],
  ['(a: A, b: (c: C) => D) => Promise<R>', 'R'],
  ['new (a: A) => R', 'R'],
  ['<T extends A>(x: T) => R', 'R'],
  ['T extends A ? B : C extends D ? E : F', 'B E F'],
  ['keyof A', ''],
  ['typeof settings.deep', ''],
  ['A["key"][]', ''],
  ["import('./a').A<B>", 'A B'],
  ['value is A', ''],
  ['asserts value is A', ''],
  ['{ a: A; b: B }', ''],
  ['`a${string}` | unique symbol', ''],
  ['Record<string, { a: A }>', ''],
  ['Promise<', ''],
  ['((((', ''],
  ['', ''],
])('%s is headed by %s', (type, expected) => expect(heads(type)).toBe(expected));

test('a TypeScript declaration yields what it is annotated with, constructs or is asserted to be', async () => {
  const text = `
export abstract class Store<T> extends Keeper<T> implements Closable {
  @Input({ kind: Wrong }) private readonly repo?: Repo;
  constructor(private readonly log: Log, options: Options = new Wrong()) { super(); }
  get size(): Size { return this.size; }
  set size(value: Size) {}
  get(key: Key, other: T): Promise<Row | undefined> { return x; }
  chain(): this { return this; }
  onRow = (row: Row): Report => row.report;
}
export interface Sub extends Above<Arg> { handler: (event: Event) => Answer; make?(a: A): B }
export type Either = Left | { right: Right } | Promise<Other>;
enum Colour { Red = 1, Green }
const build = async <T,>(input: Input<T>): Promise<Output> => x;
const made = new Map<string, Row>(), used = new Row().name, sure = { a: 1 } satisfies Row;
let inferred = call(), literal = { as: 'Row' } as const;
export default function (a: A): R {}
function overloaded(a: A): a is B;
`;
  expect(await headsIn(text)).toMatchInlineSnapshot(`
    "Store: Store Keeper Closable <- 
    repo: Repo <- 
    constructor: Store <- Log Options
    log: Log <- 
    size: Size <- 
    size:  <- Size
    get: Row <- Key
    chain: Store <- 
    onRow: Report <- Row
    Sub: Above Arg <- 
    handler: Answer <- Event
    make: B <- A
    Either: Left Other <- 
    Colour:  <- 
    Red: Colour <- 
    Green: Colour <- 
    build: Output <- Input
    made: Row <- 
    used:  <- 
    sure: Row <- 
    inferred:  <- 
    literal:  <- 
    default: R <- A
    overloaded:  <- A"
  `);
});

test('JSDoc counts where the code says nothing', async () => {
  const text = `
/** @type {?Invoice} */
export let last;
/**
 * @param {Customer} customer
 * @param {...import('./a').Line} lines
 * @returns {Promise<Array.<Invoice>>} all of { them }
 */
export function bill(customer, ...lines) {}
`;
  expect(await headsIn(text, 'javascript')).toMatchInlineSnapshot(`
    "last: Invoice <- 
    bill: Invoice <- Customer Line"
  `);
});

test('a Python declaration yields what it is annotated with, inherits or calls', async () => {
  const text = `
class Colour(enum.Enum):
    RED = 1

class Invoice(Base, Generic[T], metaclass=Meta):
    lines: "list[Line]"
    owner: Optional["Customer"] = None
    def __init__(self, customer: Customer, *rest: Row, flag: bool = False):
        self.total: Money = Money(0)
    async def load(self, by: Callable[[Key], Row]) -> Dict[str, "models.Invoice | None"]: ...
    def chain(self) -> Self: ...

def pick(a: T, b: Annotated[Row, Depends(x)] = B()) -> tuple[Row, ...] | Iterator[Line]: ...
default = Invoice(Customer())
name = Invoice(1).name
other: Literal["Wrong"] = "Wrong"
`;
  expect(await headsIn(text, 'python')).toMatchInlineSnapshot(`
    "Colour: Colour enum.Enum <- 
    RED: Colour <- 
    Invoice: Invoice Base <- 
    lines: Line <- 
    owner: Customer <- 
    __init__: Invoice <- Customer Row
    total: Money <- 
    load: models.Invoice <- Row
    chain: Invoice <- 
    pick: Row Line <- Row
    default: Invoice <- 
    name:  <- 
    other:  <- "
  `);
});

test('reading a signature finds the same return types as the TypeScript parser', async () => {
  const folder = join(projectRoot, 'node_modules/rxjs/src/internal');
  let compared = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const parsed = returnHeads(name, text);
    for (const { range, heads: found, name: symbol } of (await factsIn(text, 'typescript')).symbols) {
      const expected = parsed.get(range.start);
      if (expected === undefined) continue;
      compared++;
      expect(`${name} ${symbol} ${found?.yields.join(' ') ?? ''}`).toBe(`${name} ${symbol} ${expected}`);
    }
  }
  expect(compared).toBeGreaterThan(500);
});

/** By the start of each function: the heads of the type that the parser says it returns. */
function returnHeads(name: string, text: string): Map<number, string> {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    const isDeclared = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
    if (!isDeclared || !node.type) return;
    const parameters: string[] = [];
    for (let around: ts.Node = node; around; around = around.parent) {
      if ('typeParameters' in around)
        parameters.push(
          ...((around as ts.ClassDeclaration).typeParameters ?? []).map((one) => one.name.text),
        );
    }
    const own = typeHeads(readerOf(node.type.getText(source))).filter((head) => !parameters.includes(head));
    const holder = ts.isClassLike(node.parent) ? (node.parent.name?.text ?? '') : '';
    found.set(node.getStart(source), own.map((head) => (head === 'this' ? holder : head)).join(' '));
  };
  visit(source);
  return found;
}

test('no text makes the reader throw or go beyond a second', async () => {
  const pieces =
    '( ) [ ] { } < > => , : ; = | & ? . A extends keyof typeof readonly new is " \' ` / * @ #'.split(' ');
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 200 }).map((parts) => parts.join(' '));
  await fc.assert(
    fc.asyncProperty(text, async (written) => {
      const start = performance.now();
      heads(written);
      for (const before of ['function f', 'const a', 'class A', 'type A =', 'interface A'])
        await factsIn(`${before} ${written}`, 'typescript');
      await factsIn(`def f${written}`, 'python');
      expect(performance.now() - start).toBeLessThan(1_000);
    }),
    { numRuns: 100 },
  );
});
