import { expect, test } from 'vitest';
import { fixture } from '../../support/fixture.ts';
import { holeIn, never, newEngine, strictConfig } from './engine-fixture.ts';

const model = `${strictConfig}
//- /model.ts
/** What is owed. */
export interface Invoice { id: string; lines: Line[]; customer: Customer }
export type Line = { text: string; amount: Money };
export class Money { constructor(public cents: number) {} static parse(text: string): Money { return new Money(+text); } }
export interface Customer { name: string; last?: Invoice }
export interface Unrelated { far: boolean }
export enum Color { Red, Green }
export function draft(customer: Customer): Invoice { throw customer; }
export async function load(id: string): Promise<Invoice> { throw id; }
export function find(id: string): Invoice | undefined { throw id; }
export function unrelated(): Unrelated { throw 0; }
export function anything(): any {}
export function total(invoice: Invoice): Money { throw invoice; }
export class Store { latest!: Invoice; private hidden!: Invoice; open(): Invoice { return this.latest; } }
`;

async function headers(code: string): Promise<string[]> {
  const hole = await holeIn(`${model}//- /main.ts\n${code}\n`);
  return hole.relevantHeaders.map(
    ({ signature, score, reason }) =>
      `${score} ${signature} | ${reason.replace(/, the type .*?(?=, reached|$)/, '')}`,
  );
}

test('headers are what yields the expected type, best first', async () => {
  const code = `import { draft, load, find, unrelated, anything, total, Store, type Invoice } from './model';
declare const store: Store;
declare function send(invoice: Invoice): void;
function run(given: Invoice, other: number) {
  send($0
  const later: Invoice = given;
}`;
  expect(await headers(code)).toEqual([
    '1 given: Invoice | is `Invoice`',
    '0.95 function draft(customer: Customer): Invoice | returns `Invoice`',
    '0.85 function load(id: string): Promise<Invoice> | resolves to `Invoice`',
    '0.85 latest: Invoice | is `Invoice`, reached through `store`',
    '0.808 open(): Invoice | returns `Invoice`, reached through `store`',
    '0.712 function find(id: string): Invoice | undefined | returns `Invoice | undefined`',
  ]);
});

test('the variable being initialised and the function around are not offered', async () => {
  const code = `import { type Invoice, draft } from './model';
function make(): Invoice {
  const made: Invoice = $0
  return made;
}`;
  expect(await headers(code)).toEqual([
    '0.95 function draft(customer: Customer): Invoice | returns `Invoice`',
  ]);
});

test('classes are constructed, statics called, cases of an enumeration named', async () => {
  const money = await headers("import { Money } from './model';\nconst price: Money = $0");
  expect(money).toEqual([
    '0.9 new Money(cents: number): Money | constructs `Money`',
    '0.808 parse(text: string): Money | returns `Money`, reached through `Money`',
  ]);
  const color = await headers("import { Color } from './model';\nconst tone: Color = $0");
  expect(color.map((line) => line.split(' ')[1])).toEqual(['Red:', 'Green:']);
});

test('a header has the name that the file imported it by', async () => {
  const code = "import { draft as begin, type Invoice } from './model';\nconst a: Invoice = $0";
  expect(await headers(code)).toEqual([
    '0.95 function begin(customer: Customer): Invoice | returns `Invoice`',
  ]);
});

test('a header says where it is declared', async () => {
  const code = "import { draft, type Invoice } from './model';\nconst a: Invoice = $0\nconst b = 1;";
  using files = fixture(`${model}//- /main.ts\n${code}`);
  const { document, offset } = files;
  const hole = await newEngine().hole({ path: document.path, text: document.text, offset }, never);
  const [header] = hole!.relevantHeaders;
  expect(header!.path).toBe(files.path('model.ts'));
  expect(files.files.get('model.ts')!.slice(header!.range.start, header!.range.end)).toBe(
    'export function draft(customer: Customer): Invoice { throw customer; }',
  );
});

test('ranges in the open file are those of the text that was asked about', async () => {
  const code = 'function f(): Later {\n  return $0\n}\nexport interface Later { a: number }\n';
  using files = fixture(`${strictConfig}//- /main.ts\n${code}`);
  const { document, offset } = files;
  const hole = await newEngine().hole({ path: document.path, text: document.text, offset }, never);
  const { start, end } = hole!.relevantTypes[0]!.range;
  expect(document.text.slice(start, end)).toBe('export interface Later { a: number }');
});

test('relevant types are the closure of what is in play, dependencies first, through a cycle', async () => {
  const code = "import type { Invoice } from './model';\nconst a: Invoice = $0";
  const hole = await holeIn(`${model}//- /main.ts\n${code}`);
  expect(
    hole.relevantTypes.map(({ name, distance, via, signature }) => [name, distance, via, signature]),
  ).toEqual([
    ['Money', 2, 'Line', 'export class Money'],
    ['Line', 1, 'Invoice', 'export type Line = { text: string; amount: Money };'],
    ['Customer', 1, 'Invoice', 'export interface Customer'],
    ['Invoice', 0, 'the expected type Invoice', 'export interface Invoice'],
  ]);
});

test('elements, arguments and parts of unnamed structures are found', async () => {
  const hole = await holeIn(`${strictConfig}//- /main.ts
interface Tree { children: Tree[]; leaf: Leaf }
interface Leaf { a: 1 }
interface Other { b: 1 }
const a: { trees: Tree[]; by: Map<string, () => Promise<Other>> } = $0`);
  expect(hole.relevantTypes.map((type) => type.name)).toEqual(['Leaf', 'Tree', 'Other']);
});

test('types of installed packages count, those of the language do not', async () => {
  const hole = await holeIn(`${strictConfig}
//- /node_modules/pkg/package.json
{"name": "pkg", "types": "index.d.ts"}
//- /node_modules/pkg/index.d.ts
export interface Options { when: Date; retry: Retry }
export interface Retry { times: number }
//- /main.ts
import type { Options } from 'pkg';
function f(all: Map<string, Options>): Promise<Options> { return $0 }`);
  expect(hole.relevantTypes.map((type) => type.name)).toEqual(['Retry', 'Options']);
  expect(hole.relevantTypes[0]?.path).toBe('/node_modules/pkg/index.d.ts');
});

test('the typing context lists names nearest first, without later ones and globals', async () => {
  const hole = await holeIn(`${strictConfig}//- /main.ts
import { sep } from './other';
const outer = 1;
function f(parameter: string) {
  const inner = true;
  const now: number = $0
  const later = 2;
}
const afterwards = 3;
//- /other.ts
export const sep = ',';`);
  expect(hole.typingContext.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    'inner: true',
    'parameter: string',
    'f: (parameter: string) => void',
    'afterwards: 3',
    'outer: 1',
    'sep: ","',
  ]);
});

test('an empty object, and a `T` that extends nothing, fill no place where everything is optional', async () => {
  const code = `interface Options { tries?: number }
declare function set(options: Options): void;
class Empty {}
declare function empty(): {};
declare function same<T>(of: T): T;
declare const given: Options;
set($0)`;
  expect(await headers(code)).toEqual(['1 const given: Options | is `Options`']);
});

test('what only its class may name, and what may be anything, is no header', async () => {
  const code = `export class Box { #own!: Invoice; get<K extends string>(key: K): Record<string, any>[K] { return key; }
  given!: Invoice }
declare const box: Box;
import type { Invoice } from './model';
const invoice: Invoice = $0`;
  expect(await headers(code)).toEqual(['0.85 given: Invoice | is `Invoice`, reached through `box`']);
});

test('a private name is shown as it is written, and not at all outside of its class', async () => {
  const code = `${strictConfig}
//- /main.ts
class Safe { #code = 1; open = true; check(): number { return this.#code + $0 } }`;
  const hole = await holeIn(code);
  expect(hole.relevantHeaders.map(({ name }) => name)).toContain('#code');
  const outside = await holeIn(`${code.replace('$0', '1')}\nconst safe: Safe = $0`);
  expect(outside.expectedType).toEqual({ name: 'Safe', expanded: '{ open: boolean; check: () => number; }' });
});

test('documentation in JavaScript names what a module exports', async () => {
  const hole = await holeIn(`${model}//- /main.js\n/** @type {import('./model').$0} */\nlet invoice;\n`);
  expect(hole.legal?.list.map(({ text }) => text)).toContain('Invoice');
});

test('of what may be thrown errors come first, own ones before those of the language', async () => {
  const { legal } = await holeIn(`${strictConfig}//- /main.ts
class Basket {}
class BrokenBasket extends Error {}
export function f(): never { throw new $0 }`);
  const names = (legal?.list ?? []).map(({ text }) => text);
  expect(names[0]).toBe('BrokenBasket');
  expect(names.slice(1, 5).every((name) => name.endsWith('Error'))).toBe(true);
  expect(names.indexOf('Basket')).toBeGreaterThan(names.indexOf('TypeError'));
});
