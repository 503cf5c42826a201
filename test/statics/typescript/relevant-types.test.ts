import { expect, test } from 'vitest';
import { holeIn, strictConfig } from './engine-fixture.ts';

const shown = async (code: string): Promise<string[]> =>
  (await holeIn(strictConfig + code)).relevantTypes.map(({ name, distance }) => `${name} ${distance}`);

test.each([
  ['a mapped type', 'type Own = { [K in keyof Line]: Mark };', 'Own', ['Line 1', 'Mark 1', 'Own 0']],
  [
    'a conditional type',
    'type Pick1<T> = T extends Line ? Mark : Color;\ntype Own<T> = { of: Pick1<T> };',
    'Own<string>',
    ['Line 2', 'Mark 2', 'Color 2', 'Pick1 1', 'Own 0'],
  ],
  ['a member of an enumeration', 'interface Own { a: Color.Red }', 'Own', ['Color 1', 'Own 0']],
  [
    'what a value is',
    'const one = { line: null! as Line };\ntype Own = typeof one;',
    'Own',
    ['Line 0', 'one 0'],
  ],
  [
    'a class without written types',
    'class Own { line = new Box<Mark>(); }',
    'Own',
    ['Box 1', 'Mark 1', 'Own 0'],
  ],
  ['what a class extends', 'interface Own extends Box<Line> {}', 'Own', ['Box 1', 'Line 1', 'Own 0']],
  ['arguments of generic types', '', 'Map<Line, Box<Mark>[]>', ['Line 0', 'Box 0', 'Mark 0']],
  ['a type in a function', '', '(line: Line) => Promise<Mark>', ['Line 0', 'Mark 0']],
  [
    'itself',
    'interface Own { next: Own; other: Other } interface Other { own: Own }',
    'Own',
    ['Other 1', 'Own 0'],
  ],
])('the closure follows %s', async (_, declared, type, expected) => {
  const code = `
//- /types.ts
export interface Line { text: string }
export type Mark = 'x' | 'y';
export enum Color { Red }
export class Box<T> { value!: T }
//- /own.ts
import { type Line, type Mark, Color, Box } from './types';
${declared.replace(/^(interface|type|class)/gm, 'export $1')}
//- /main.ts
import type { Own } from './own';
import type { Line, Mark, Box } from './types';
export type Used = [Line, Mark, Box<1>];
const made: ${type} = $0`;
  expect(await shown(code)).toEqual(expected);
});

test.each([
  ['at a type', 'let order: $0', 'Line 0'],
  ['elsewhere', 'const order = $0', 'Line 1'],
])('a type that is imported and not used yet is near %s', async (_, text, expected) => {
  const code = `
//- /types.ts
export interface Line { text: string }
//- /main.ts
import type { Line } from './types';
${text}`;
  expect(await shown(code)).toEqual([expected]);
});

test('what depends on a type parameter is shown by what is known of it at least', async () => {
  const code = `
//- /types.ts
export interface Socket { state: number }
export interface Config { socket: Socket }
//- /main.ts
import type { Config } from './types';
function open<C extends Config>(socket: C['socket']) {
  const next: C['socket'] = $0`;
  expect(await shown(code)).toContain('Socket 0');
});

test('what is ambient for everyone does not crowd out the own types', async () => {
  const code = `
//- /node_modules/@types/node/package.json
{"name": "@types/node", "types": "index.d.ts"}
//- /node_modules/@types/node/index.d.ts
declare namespace NodeJS { interface Timer extends RefCounted { at: Clock } interface RefCounted {} interface Clock {} }
//- /main.ts
/// <reference types="node" />
interface Job { timer: NodeJS.Timer; line: Line }
interface Line { text: string }
const job: Job = $0`;
  expect(await shown(code)).toEqual(['Timer 1', 'Line 1', 'Job 0']);
});

test('an installed package is followed one step only', async () => {
  const code = `
//- /node_modules/pkg/package.json
{"name": "pkg", "types": "index.d.ts"}
//- /node_modules/pkg/index.d.ts
export interface First { a: Second }
export interface Second { a: Third }
export interface Third {}
//- /main.ts
import type { First } from 'pkg';
const first: First = $0`;
  expect(await shown(code)).toEqual(['Second 1', 'First 0']);
});

test('after a dot an unnamed structure is shown by what declares it', async () => {
  const code = `
//- /settings.ts
export interface Settings { log: { level: number; to: Target } }
export interface Target { path: string }
export const defaults = { retry: { times: 1 } };
//- /main.ts
import { defaults, type Settings } from './settings';
declare const settings: Settings;`;
  expect(await shown(`${code}\nsettings.log.$0`)).toEqual(expect.arrayContaining(['Target 0', 'Settings 0']));
  expect(await shown(`${code}\ndefaults.retry.$0`)).toContain('defaults 0');
});

test('documentation declares types in JavaScript', async () => {
  const code = `
//- /main.js
/** @typedef {{ text: string }} Line */
/** @typedef {{ lines: Line[] }} Model */
/** @type {Model} */
const model = $0`;
  expect(await shown(code)).toEqual(['Line 1', 'Model 0']);
});
