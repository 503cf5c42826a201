import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TypedHole } from '../../../server/statics/statics.ts';
import { type Fixture, fixture } from '../../support/fixture.ts';
import { never, newEngine, strictConfig } from './engine-fixture.ts';

const prelude = `
import { type Model, type Action, type Handler, Color, Money, Shape, Circle } from './model';
import { take, takeTwo, many, make, on } from './model';
import { get } from './route';
declare const model: Model;
declare const action: Action;
declare const count: number;
declare const word: string;
declare const tone: 'dark' | 'light';
declare const lines: Model['lines'];
declare const dictionary: Record<string, number>;
declare function View(props: { model: Model; tone: 'dark' | 'light'; onPick?: () => void }): null;
`;

const project = `${strictConfig}
//- /model.ts
export interface Line { text: string; amount: number }
export interface Model { id: string; lines: Line[]; parent?: Model; color: Color }
export type Action = { type: 'add'; line: Line } | { type: 'remove'; index: number };
export enum Color { Red, Green }
export class Money { constructor(public cents: number) {} }
export abstract class Shape { abstract area(): number }
export class Circle extends Shape { area() { return 1; } }
export interface Handler { onLine(line: Line): boolean; onEnd?: () => void }
export declare function take(model: Model): void;
export declare function takeTwo(line: Line, label?: string): Model;
export declare function many(first: string, ...rest: Line[]): void;
export declare function make<T extends Model>(value: T, key: keyof T): T;
export declare function on(event: 'begun' | 'ended', run: (code: number) => void): void;
export declare function on(event: 'again', run: (line: Line) => void): void;
//- /route.ts
import type { Line, Model } from './model';
type Answer<O> = Model | Sized<O> | Promise<Model | Sized<O>> | Promise<void>;
export interface Sized<O> { size: O }
type Asks<R extends Answer<any>> = ((line: Line, next: () => void) => R) | ((line: Line, next: () => void) => Promise<R | void>);
export declare function get<R extends Answer<any> = any>(...run: [Asks<R>]): R;
export declare function get<P extends string, R extends Answer<any> = any>(path: P, run: Asks<R>): R;
export declare function get<P extends string, R extends Answer<any> = any>(path: P, ...run: [Asks<any>, Asks<R>]): R;
//- /plain.js
//- /main.tsx
export {};
`;

/** Kind and expected type; then what is legal: `only` where nothing else is, else `or`. Module paths have a test of their own. */
function shown({ kind, expectedType, legal: listed }: TypedHole): string {
  const legal = kind === 'module path' ? undefined : listed;
  const texts = legal?.list.map(({ text }) => text).join(' ');
  return `${kind}: ${expectedType?.name ?? 'none'}${legal ? `, ${legal.complete ? 'only' : 'or'} ${texts}` : ''}`;
}

/** Code with the cursor, then what is shown. */
const keys: readonly (readonly [code: string, expected: string])[] = [
  ["const a: Model = { id: 'x', $0 }", 'object key: Model, only lines color parent'],
  ["const a: Action = { type: 'add', $0 }", 'object key: Action, only line'],
  ['const a: Action = { index: 1, $0 }', 'object key: Action, only type'],
  ['const a: Action = { $0 }', 'object key: Action, only type line index'],
  ['class C { #a = 1; b = 2; }\nconst a: C = { $0 }', 'object key: C, only b'],
  ["class C { #a = 1; b = 2; }\ntype T = C['$0']", 'string: keyof C, only b'],
  ["class C { #a = 1; b = 2; }\nnew C()['$0']", 'string: keyof C, only b'],
  ["make({ id: 'a', $0 })", 'object key: Model, or lines color parent'],
  ['const a = { $0 } as Model', 'object key: Model, or id lines color parent'],
  ['const a = { $0 } satisfies Model', 'object key: Model, only id lines color parent'],
  ['const f: () => Model = () => ({ $0 })', 'object key: Model, or id lines color parent'],
  ['const f = (): Model => ({ $0 })', 'object key: Model, only id lines color parent'],
  ['const a: { b: Model } = { b: { $0 } }', 'object key: Model, only id lines color parent'],
  ["take({ '$0': 1 })", 'string: keyof Model, only id lines color parent'],
  ['const a: Record<string, number> = { $0 }', 'object key: Record<string, number>'],
  ['const { id, $0 } = model', 'destructuring key: Model, only lines color parent'],
  ['const { parent: { $0 } } = model', 'destructuring key: Model | undefined, only id lines color parent'],
  ['lines.map(({ $0 }) => 1)', 'destructuring key: Line, only text amount'],
  ['function f({ $0 }: Model) {}', 'destructuring key: Model, only id lines color parent'],
  ['const { text, ...$0 } = lines[0]!', 'name: none'],
  ["let id = ''; ({ id, $0 } = model)", 'destructuring key: Model, only lines color parent'],
  ['const { $0', 'destructuring key: none'],
  ['const { id: $0 } = model', 'name: none'],
  [
    'const a = <View model={model} $0 />',
    'JSX attribute: { model: Model; tone: "dark" | "light"; onPick?: (() => void) | undefined; }, only tone onPick',
  ],
  ["model['$0']", 'string: keyof Model, only id lines parent color'],
  ["dictionary['$0']", 'string: string'],
  ["if ('$0' in model) {}", 'string: keyof Model, only id lines parent color'],
  ["type T = Model['$0']", 'string: keyof Model, only id lines color parent'],
  ["type T = Pick<Model, 'id' | '$0'>", 'string: keyof Model, only id lines color parent'],
  ['class A implements Handler {\n  $0\n}', 'class body: none, or onLine onEnd'],
];

const values: typeof keys = [
  ["const a: Action = { type: '$0' }", 'string: "add" | "remove", only add remove'],
  ['const a: Action = { index: 1, type: $0 }', 'property value: "add" | "remove", or \'add\' \'remove\''],
  ['const a = <View tone="$0" />', 'string: "dark" | "light", only dark light'],
  ['const a = <View tone=$0 />', 'JSX attribute value: "dark" | "light", or \'dark\' \'light\''],
  ["switch (action.type) { case 'add': break; case '$0': }", 'string: "add" | "remove", only remove'],
  ['switch (model.color) { case Color.Red: break; case $0: }', 'case: Color, or Color.Green'],
  ["switch (tone) {\n  case $0\n  case 'dark': break\n}", 'case: "dark" | "light", or \'light\''],
  ["function f<T extends 'x' | 'y'>(t: T) { switch (t) { case '$0': } }", 'string: T, only x y'],
  ["if (action.type === '$0') {}", 'string: "add" | "remove", only add remove'],
  ['if ($0 in model) {}', "expression: keyof Model, or 'id' 'lines' 'parent' 'color'"],
  ["on('$0', () => {})", 'string: "again" | "begun" | "ended", only again begun ended'],
  ["let a: 'x' | (string & {}) = '$0'", 'string: "x" | (string & {}), or x'],
  ['const a: Money = new $0', 'initializer: Money, or Money'],
  ['const a: Shape = new $0', 'initializer: Shape, or Circle'],
];

const names: typeof keys = [
  [
    "import { Color as C, Line, $0 } from './model'",
    'import specifier: none, only Model Action Money Shape Circle Handler take takeTwo many make on',
  ],
  [
    "export { $0 } from './model'",
    'import specifier: none, only Line Model Action Color Money Shape Circle Handler take takeTwo many make on',
  ],
  ["import { $0 } from './nowhere'", 'import specifier: none'],
  ["const a: import('./model').$0", 'type: none, only Line Model Action Color Money Shape Circle Handler'],
  [
    "const a: typeof import('./model').$0",
    'type: none, only Color Money Shape Circle take takeTwo many make on',
  ],
  ["import $0 from './model'", 'import: none'],
  ["import a from './$0'", 'module path: none'],
  ["const a = await import('$0')", 'module path: none'],
  ["export * from '$0'", 'module path: none'],
  ["const a: import('$0').Model", 'module path: none'],
  ['const a = <$0 />', 'JSX tag: none'],
  ['const a = <View></$0>', 'JSX tag: none'],
  ['const a = <div>{$0}</div>', 'JSX child: none'],
  ['const a = <div>say $0</div>', 'JSX child: none'],
  ['class A implements $0 {}', 'implements clause: none'],
  ['interface A extends $0 {}', 'extends clause: none'],
  ['interface A { $0 }', 'type body: none'],
  ['type A = { a: 1; $0 }', 'type body: none'],
  ['enum A { $0 }', 'enum body: none'],
  ['enum A { B = $0 }', 'initializer: number | string'],
  ['type T = Pick<Model, $0>', 'type argument: keyof Model'],
  ['const f = new Map<$0', 'type argument: none'],
  ['const a: Map<string, $0', 'type argument: none'],
  ['const a: $0 = model', 'type: Model'],
  ['const a = model as $0', 'type: Model'],
  ['const f = (a: number): $0 => a', 'type: number'],
  ['function f(a: $0 = 1) {}', 'type: number'],
  ['function f<T extends $0>() {}', 'type: none'],
  ['function f(a, $0) {}', 'parameter: none'],
  ["on('again', ($0) => {})", 'parameter: Line'],
  ['function f() { for (;;) { break $0 } }', 'name: none'],
  ['/** say $0 */', 'JSDoc: none'],
  ['/* say $0 */', 'comment: none'],
];

/** The cursor before a word that is there already: what is put there does not become a part of it. */
const beforeWords: typeof keys = [
  ['take($0model)', 'argument: Model'],
  ["takeTwo($0lines, 'a')", 'argument: Line'],
  ['async function f() { const a: Model = await $0make(); }', 'expression: Model'],
  ['const a: Model = $0model', 'initializer: Model'],
  ['const f = (): Model => $0model', 'return value: Model'],
  ['count > $0count', 'expression: number'],
  ['$0take(model)', 'statement: none'],
  ["const a: Model = { id: 'x', $0color: Color.Red }", 'object key: Model, only lines parent'],
  [
    "import { $0Color } from './model'",
    'import specifier: none, only Line Model Action Money Shape Circle Handler take takeTwo many make on',
  ],
];

const bodies: typeof keys = [
  ['function f(): Model { $0 }', 'function body: Model'],
  ['function f(): Model {\n  take(model);\n  $0\n}', 'statement: none'],
  ['async function f(): Promise<Model> {\n  $0\n}', 'function body: Model'],
  ['class A { async m(): Promise<Model> { $0 } }', 'method body: Model'],
  ['const h: Handler = { onLine(line) { $0 } }', 'method body: boolean'],
  ['const h: Handler = { onLine: (line) => { $0 } }', 'function body: boolean'],
  ['if (count) { $0 }', 'statement: none'],
  ['class A { static { $0 } }', 'statement: none'],
  ['class A { get b(): Model { $0 } }', 'method body: Model'],
];

/** What a callback is to return that may return a promise, too. */
const promises: typeof keys = [
  ["get('/a', (line) => $0)", 'return value: Model | Sized<any>'],
  ["get('/a', (line) => {\n  return $0\n})", 'return value: Model | Sized<any>'],
  ["get('/a', (line) => { $0 })", 'function body: Model | Sized<any>'],
  ["get('/a', async (line) => $0)", 'return value: Model | Sized<any>'],
  ["get('/a', async (line) => {\n  return $0\n})", 'return value: Model | Sized<any>'],
  ['const f: () => Model | Promise<Model> = () => $0', 'return value: Model'],
  ['const f: () => Model | Promise<Line> | void = () => $0', 'return value: Model'],
  ['const f: () => boolean | Promise<boolean | void> = () => $0', 'return value: boolean'],
  ['function f<T>(): T | Promise<T> {\n  return $0\n}', 'return value: T'],
  ['const f: () => Promise<Model> = () => $0', 'return value: Promise<Model>'],
  ['const f: () => void | Promise<void> = () => $0', 'return value: void | Promise<void>'],
  ['const f: () => Promise<Model> | Promise<void> = async () => $0', 'return value: Model'],
  ['function f(): Model | Promise<Model> {\n  $0\n}', 'function body: Model'],
];

const rules: typeof keys = [
  ['throw $0', 'expression: Error'],
  ['for (const a of $0) {}', 'expression: Iterable<unknown>'],
  ['for (const a in $0) {}', 'expression: object'],
  ['count instanceof $0', 'expression: abstract new (...given: any) => unknown'],
  ['const a = count ? lines : $0', 'expression: Line[]'],
  ['const a = [count, $0]', 'array element: number'],
  ['$0.text', 'expression: { text: unknown }'],
  ['const a = { [$0]: 1 }', 'expression: string | number | symbol'],
  ['let b = 1; b *= $0', 'expression: number'],
  ['let b = 1n; b = b << $0', 'expression: bigint'],
  ['model.parent ??= $0', 'expression: Model'],
  ['export default $0', 'expression: none'],
  [
    '@$0\nclass A {}',
    'decorator: (target: typeof A, context: ClassDecoratorContext<typeof A>) => void | typeof A',
  ],
];

const broken: typeof keys = [
  ['take($0;', 'argument: Model'],
  ['// Says what it is.\n$0\nconst next = 1;', 'statement: none'],
  ['const b = model. // It says.\n  $0', 'member: none'],
  ['function f<T extends {}>(a: T) {} f($0)', 'argument: {}'],
  ['take({ lines: [$0\nconst later = 1;', 'array element: Line'],
  ['const a: Model = {\n  id: $0\nconst later = 1;', 'property value: string'],
  ['if (take(mo$0', 'argument: Model'],
  ['const a: Model = count + + ? $0', 'expression: Model'],
  ['const f = (a: Mod$0', 'type: none'],
  ['lines.map((line) => {\n  return [line.$0\n', 'member: none'],
  ['<<<<<<< ours\ntake($0);\n=======\nmany(word);\n>>>>>>> theirs\n', 'argument: Model'],
  ['<<<<<<< ours\ntake(model);\n=======\ntake($0);\n>>>>>>> theirs\n', 'argument: Model'],
  [
    '<<<<<<< ours\nconst b = {\n||||||| old\nconst c = [\n=======\nconst b = (\n>>>>>>> theirs\n  $0);',
    'object key: none',
  ],
  ['<<<<<<< ours\ntake($0', 'argument: Model'],
];

let files: Fixture;
const engine = newEngine();
beforeAll(() => {
  files = fixture(project);
});
afterAll(async () => {
  files[Symbol.dispose]();
  await engine.dispose();
});

async function at(code: string, name = 'main.tsx'): Promise<TypedHole> {
  const marked = (name === 'main.tsx' ? prelude : '') + code + (code.includes('\n') ? '\n' : '');
  const query = { path: files.path(name), text: marked.replace('$0', ''), offset: marked.indexOf('$0') };
  return (await engine.hole(query, never))!;
}

describe.each([
  ['keys', keys],
  ['values', values],
  ['names', names],
  ['bodies', bodies],
  ['promises', promises],
  ['before words', beforeWords],
  ['rules', rules],
  ['broken code', broken],
])('%s', (_, table) => {
  test.each(table)('%s', async (code, expected) => {
    expect(shown(await at(code))).toBe(expected);
  });
});

test.each([
  ['/** @param {$0} b */\nfunction f(b) {}', 'type: none'],
  ['/** @param $0 */\nfunction f(b) {}', 'JSDoc: none'],
  ['/** @type {{ a: "x" | "y" }} */\nconst b = { a: "$0" };', 'string: "x" | "y", only x y'],
  ['/** @returns {number} */\nfunction f() {\n  return $0\n}', 'return value: number'],
])('in JavaScript %s', async (code, expected) => {
  expect(shown(await at(code, 'plain.js'))).toBe(expected);
});

test.each([
  ['takeTwo(lines[0], $0)', '1 label? of takeTwo(line: Line, label?: string | undefined): Model'],
  ['many(word, lines[0], $0)', '2 rest... of many(first: string, ...rest: Line[]): void'],
  ['many(word, ...$0)', '1 rest... of many(first: string, ...rest: Line[]): void'],
  ['new Money($0)', '0 cents of new Money(cents: number): Money'],
  ["on('again', $0)", '1 run of on(event: "again", run: (line: Line) => void): void'],
  [
    "word.startsWith('a', $0)",
    '1 position? of startsWith(searchString: string, position?: number | undefined): boolean',
  ],
  ['take(model, $0)', 'none'],
  ['take({ id: $0 })', 'none'],
])('the place of an argument: %s', async (code, expected) => {
  const place = (await at(code)).argument;
  const marks = `${place?.optional ? '?' : ''}${place?.rest ? '...' : ''}`;
  expect(place ? `${place.index} ${place.parameter}${marks} of ${place.signature}` : 'none').toBe(expected);
});

test.each([
  ["on('again', (line) => { $0 })", '(line: Line): void'],
  ['const h: Handler = { onLine(line) { $0 } }', 'onLine(line: Line): boolean'],
  [
    'async function f(a: number, b = count): Promise<Model> {\n  $0\n}',
    'f(a: number, b?: number): Promise<Model>',
  ],
  ['class A { constructor(private a: number) { $0 } }', 'constructor(a: number)'],
  ['const f = (a: string) => $0', 'f(a: string)'],
  ['$0', 'none'],
])('the function around the hole: %s', async (code, expected) => {
  expect((await at(code)).enclosingSignature ?? 'none').toBe(expected);
});

test.each([
  ['const a: Model = _($0)', '_()'],
  ['const a: Model = /* ho$0le */', '/* hole */'],
  ['const a: Model = undefined as$0 any;', 'undefined as any'],
  ['function f(): Model {\n  throw new Error("TO$0DO");\n}', 'throw new Error("TODO");'],
  ['function f(): Model {\n  $0\n}', '\n  \n'],
  ['function f(): Model {$0', ''],
  ['take(mo$0del)', 'model'],
])('a hole that is written down is replaced whole: %s', async (code, expected) => {
  const hole = await at(code);
  const text = prelude + code.replace('$0', '');
  expect(text.slice(hole.replaces!.start, hole.replaces!.end)).toBe(expected);
  expect(hole.expectedType?.name).toBe('Model');
});
