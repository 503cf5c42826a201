import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fixture, fixture } from '../../support/fixture.ts';
import { never, newEngine, strictConfig } from './engine-fixture.ts';

const prelude = `
import { type Model, type Action, type Line, Color, take, takeTwo, many, make, Money } from './model';
declare const model: Model;
declare const action: Action;
declare const count: number;
declare const word: string;
declare const lines: Line[];
declare const dictionary: Record<string, Line>;
declare function View(props: { model: Model; tone: 'dark' | 'light'; onPick?: (line: Line) => void }): null;
`;

const project = `${strictConfig}
//- /model.ts
export interface Line { text: string; amount: number }
export interface Model { id: string; lines: Line[]; parent?: Model; color: Color }
export type Action = { type: 'add'; line: Line } | { type: 'remove'; index: number };
export enum Color { Red, Green }
export class Money { constructor(public cents: number) {} }
export declare function take(model: Model): void;
export declare function takeTwo(line: Line, label?: string): Model;
export declare function many(first: string, ...rest: Line[]): void;
export declare function make<T extends Model>(value: T, key: keyof T): T;
//- /main.tsx
export {};
`;

/** Code with the cursor, then `kind: expected type`. */
const table: readonly (readonly [code: string, expected: string])[] = [
  ['const a: Model = $0', 'initializer: Model'],
  ['const a: Model = $0;', 'initializer: Model'],
  ['const a: Line[] = [$0]', 'array element: Line'],
  ['const a: Line[] = [...$0]', 'array element: Line[]'],
  ['const a: [Line, number] = [lines[0], $0]', 'array element: number'],
  ['const a: Model = { id: $0 }', 'property value: string'],
  ['const a: Model = { $0 }', 'object key: Model'],
  ['const a: Model = { ...$0 }', 'expression: Model'],
  ['const a: Model = model ?? $0', 'expression: Model'],
  ['const a: Model = count ? $0 : model', 'expression: Model'],
  ['const a: Model = $0 ? model : model', 'expression: boolean'],
  ['let a: Model; a = $0', 'expression: Model'],
  ['take($0)', 'argument: Model'],
  ['take($0\nconst later = 1;', 'argument: Model'],
  ['take($0\nword.trim();', 'argument: Model'],
  ['take(mod$0el)', 'argument: Model'],
  ['takeTwo(lines[0], $0)', 'argument: string | undefined'],
  ['takeTwo(lines[0], $0\ntake(model);', 'argument: string | undefined'],
  ['many(word, $0)', 'argument: Line'],
  ['many(word, ...$0)', 'argument: Line[]'],
  ['make(model, $0)', 'argument: keyof Model'],
  ['new Money($0)', 'argument: number'],
  ['lines.push($0)', 'argument: Line'],
  ['const a: number[] = lines.map((line) => $0)', 'return value: number'],
  ['const a: number[] = lines.map((line) => {\n  return $0\n})', 'return value: number'],
  ['lines.filter($0)', 'argument: (value: Line, index: number, array: Line[]) => unknown'],
  [
    'lines.flatMap($0)',
    'argument: (this: This, value: Line, index: number, array: Line[]) => U | readonly U[]',
  ],
  ['lines.find($0)', 'argument: (value: Line, index: number, obj: Line[]) => unknown'],
  ['const a: Promise<Model> = Promise.resolve($0)', 'argument: Model'],
  ['const a: Model[] = Array.from([1], () => $0)', 'return value: Model'],
  ['function f(): Model {\n  return $0\n}', 'return value: Model'],
  ['function f(): Model {\n  return $0', 'return value: Model'],
  ['async function f(): Promise<Model> {\n  return $0\n}', 'return value: Model'],
  ['const f = async (): Promise<Model> => $0', 'return value: Model'],
  ['async function f() {\n  const a: Model = await $0\n}', 'expression: Model'],
  ['const f: (line: Line) => Model = (line) => $0', 'return value: Model'],
  ['function f(a: Model = $0) {}', 'initializer: Model'],
  ['function* f(): Generator<Line> {\n  yield $0\n}', 'expression: Line'],
  ['class A {\n  a: Model = $0\n}', 'initializer: Model'],
  ['const { id = $0 } = model', 'initializer: string'],
  ['word === $0', 'expression: string'],
  ["action.type === '$0'", 'string: "add" | "remove"'],
  ['model.color === $0', 'expression: Color'],
  ['if (model.color !== $0) {}', 'expression: Color'],
  ['if (model.color !== $0\ntake(model);', 'expression: Color'],
  ['switch (action.type) { case $0: break }', 'case: "add" | "remove"'],
  ["switch (action.type) { case '$0': break }", 'string: "add" | "remove"'],
  ['if ($0) {}', 'expression: boolean'],
  ['while (count > 1 && $0) {}', 'expression: boolean'],
  ['const a = !$0', 'expression: boolean'],
  ['const a = 1 + $0', 'expression: number'],
  ['const a = word + $0', 'expression: string'],
  ['const a = count * $0', 'expression: number'],
  ['if (count < $0) {}', 'expression: number'],
  ['const a = model[$0]', 'expression: keyof Model'],
  ['const a = lines[$0]', 'expression: number'],
  ['const a = dictionary[$0]', 'expression: string'],
  ['const a = `${$0}`', 'template part: string | number'],
  ['const a = `${$0', 'template part: string | number'],
  ['const a: Model = lines.$0', 'member: Model'],
  ['take(model.$0', 'member: Model'],
  ['take(model?.$0)', 'member: Model'],
  ['const a: Line = takeTwo.$0(1)', 'member: Line'],
  ['const a = $0', 'initializer: none'],
  ['$0', 'statement: none'],
  ['{\n  $0\n}', 'statement: none'],
  ['function f() {\n  $0\n}', 'function body: none'],
  ['class A {\n  $0\n}', 'class body: none'],
  ['const a: $0', 'type: none'],
  ['const a: Map<$0> = new Map()', 'type argument: none'],
  ['const a = new Map<$0>()', 'type argument: none'],
  ['function f(a: $0) {}', 'type: none'],
  ['class A extends $0 {}', 'extends clause: none'],
  ['const $0', 'name: none'],
  ['function $0() {}', 'name: none'],
  ['const a: Money = new $0', 'initializer: Money'],
  ['const a: Money = new Mon$0(1)', 'initializer: Money'],
  ['const a: Model = ta$0(1)', 'initializer: Model'],
  ['take(new $0', 'argument: Model'],
  ['const a = <$0', 'JSX tag: none'],
  ['const a: Color.$0', 'member: none'],
  ["import { $0 } from './model'", 'import specifier: none'],
  ["import { Model } from '$0'", 'module path: none'],
  ['// say $0', 'comment: none'],
  ['/* say $0 */', 'comment: none'],
  ["const a = 'say $0'", 'string: none'],
  ["const a: 'x' | 'y' = '$0'", 'string: "x" | "y"'],
  ['const a = <View model={$0} tone="dark" />', 'JSX attribute value: Model'],
  ['const a = <View model={model} tone="$0" />', 'string: "dark" | "light"'],
  ['const a = <View onPick={$0} />', 'JSX attribute value: ((line: Line) => void) | undefined'],
  [
    'const a = <View $0 />',
    'JSX attribute: { model: Model; tone: "dark" | "light"; onPick?: ((line: Line) => void) | undefined; }',
  ],
  ['const a = <div>say $0</div>', 'JSX child: none'],
  ['const a = { b: model } satisfies { b: $0 }', 'type: none'],
  ['export default $0', 'expression: none'],
  ['const a: Model = ($0)', 'initializer: Model'],
  ['const a: Action = { type: "add", line: $0 }', 'property value: Line'],
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

test.each(table)('%s', async (code, expected) => {
  const marked = prelude + code + (code.includes('\n') ? '\n' : '');
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const hole = await engine.hole({ path: files.path('main.tsx'), text, offset }, never);
  expect(`${hole?.kind}: ${hole?.expectedType?.name ?? 'none'}`).toBe(expected);
});
