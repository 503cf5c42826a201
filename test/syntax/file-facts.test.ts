import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { factsIn, outline } from './outline.ts';

async function printed(language: string, text: string): Promise<string> {
  return outline(text, await factsIn(text, language));
}

test('TypeScript', async () => {
  expect(
    await printed(
      'typescript',
      `import d, { a as b, type C } from './x';
import * as ns from 'y';
import q = require('r');
export { k as m } from './k';
export * from './s';

/** An invoice. */
@entity()
export class Invoice<T> extends Base {
  @column() private total = 0;
  #secret = 1;
  constructor(private readonly lines: Line[], public note?: string) { super(); const local = 1; }
  // Adds one.
  @log
  add(line: Line): void {
    function inner() {}
  }
  get count() { return 1; }
  onClick = () => { this.count; };
}
export const tax = (a: number) => a, rate = 2;
export const { load, save: store } = slice.actions;
export default function () { const z = 1; }
export enum Kind { A, B = 2 }
export namespace N { export function f() {} const hidden = 1; }
interface Line { price: number; total(x: number): number }
export declare function over(a: string): void;
type Shape = { side: number };
const { p } = require('./req');
if (p) { const inBlock = 1; }
let later;
export { later };
`,
    ),
  ).toMatchInlineSnapshot(`
    "import ./x: default as d, a as b, C as C
    import y: * as ns
    import r: * as q
    import ./k: k as m
    import ./s: * as *
    import ./req: p as p
    class Invoice exported documented body: @entity()
      property total: @column() private total = 0
      property #secret: #secret = 1
      constructor constructor exported body: constructor(private readonly lines: Line[], public note?: string) { super(); const local = 1; }
      property lines: private readonly lines: Line[]
      property note exported: public note?: string
      method add exported documented body: @log
      property count exported body: get count() { return 1; }
      method onClick exported body: onClick = () => { this.count; }
    function tax exported body: tax = (a: number) => a
    constant rate exported: rate = 2
    constant load exported: export const { load, save: store } = slice.actions;
    constant store exported: export const { load, save: store } = slice.actions;
    function default exported by default body: export default function () { const z = 1; }
    enum Kind exported body: export enum Kind { A, B = 2 }
      enumMember A exported: A
      enumMember B exported: B = 2
    namespace N exported body: export namespace N { export function f() {} const hidden = 1; }
      function f exported body: export function f() {}
      constant hidden: const hidden = 1;
    interface Line body: interface Line { price: number; total(x: number): number }
      property price: price: number
      method total: total(x: number): number
    function over exported: export declare function over(a: string): void;
    type Shape body: type Shape = { side: number };
      property side: side: number
    constant p: const { p } = require('./req');
    variable later exported: let later;"
  `);
});

test('TSX', async () => {
  expect(
    await printed(
      'typescriptreact',
      `import React from 'react';
/** A button. */
export const Button = ({ label }: Props) => {
  const [on, setOn] = React.useState(false);
  return <button onClick={() => setOn(!on)}>{label}</button>;
};
export default class App extends React.Component<Props> {
  render() { return <Button label="x" />; }
}
const Lazy = React.lazy(() => import('./Lazy'));
`,
    ),
  ).toMatchInlineSnapshot(`
    "import react: default as React
    import ./Lazy: 
    function Button exported documented body: export const Button = ({ label }: Props) => {
    class App exported by default body: export default class App extends React.Component<Props> {
      method render exported body: render() { return <Button label="x" />; }
    constant Lazy: const Lazy = React.lazy(() => import('./Lazy'));"
  `);
});

test.each([
  ['typescript', 'export default function pay() {}'],
  ['typescript', 'const pay = 1;\nexport default pay;'],
  ['typescript', 'class pay {}\nexport { pay as default };'],
  ['javascript', 'function pay() {}\nexports = module.exports = pay;'],
])('a %s exports by default: %s', async (language, text) => {
  expect(await printed(language, text)).toMatch(/^\w+ pay exported by default\b/);
});

test('what is exported under another name is not exported under its own', async () => {
  const text = 'function handler() {}\nexport { handler as GET };\nfunction pay() {}\nexport { pay };';
  expect(await printed('typescript', text)).toMatch(/^function handler body.*\nfunction pay exported\b/);
});

test('JavaScript', async () => {
  expect(
    await printed(
      'javascript',
      `const { join, sep: separator } = require('node:path');
class Store { items = []; static create() { return new Store(); } #size = 0; }
// Reads.
function* read(path) { yield path; }
exports.write = function (path) {};
module.exports.limit = 3;
module.exports = { Store, reader: read };
var legacy = function () {};
`,
    ),
  ).toMatchInlineSnapshot(`
    "import node:path: join as join, sep as separator
    constant join: const { join, sep: separator } = require('node:path');
    constant separator: const { join, sep: separator } = require('node:path');
    class Store exported body: class Store { items = []; static create() { return new Store(); } #size = 0; }
      property items exported: items = []
      method create exported body: static create() { return new Store(); }
      property #size: #size = 0
    function read exported documented body: function* read(path) { yield path; }
    function write exported body: exports.write = function (path) {};
    constant limit exported: module.exports.limit = 3;
    function legacy body: var legacy = function () {};"
  `);
});

test('Python', async () => {
  expect(
    await printed(
      'python',
      `from __future__ import annotations
import os, a.b as c
from . import foo, bar as baz
from ..pkg.mod import *

LIMIT = 3
name: str = 'x'

@dataclass
class Invoice(Base):
    """An invoice."""
    field: int
    def __init__(self, lines):
        self.lines = lines
        local = 1
    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.lines)
    def _hidden(self): ...

# Runs it.
async def run(): pass
`,
    ),
  ).toMatchInlineSnapshot(`
    "import os: * as os
    import a.b: * as c
    import .: foo as foo, bar as baz
    import ..pkg.mod: * as *
    constant LIMIT exported: LIMIT = 3
    variable name exported: name: str = 'x'
    class Invoice exported documented body: @dataclass
      property field exported: field: int
      constructor __init__ exported body: def __init__(self, lines):
      property lines exported: self.lines = lines
      method total exported documented body: @property
      method _hidden body: def _hidden(self): ...
    function run exported documented body: async def run(): pass"
  `);
});

test.each([
  ['python', 'def f(x="# a") -> int:  # type: ignore', '\n    # First.\n\n    return 1\n'],
  ['python', 'def f(\n    a,  # one\n    b="#",\n):', '\n    return a\n'],
  ['ruby', 'class A # :nodoc:', '\n  # First.\n  def f = 1\nend\n'],
])('comments in front of what a body says belong to it (%s)', async (language, head, rest) => {
  const { symbols } = await factsIn(head + rest, language);
  const end = symbols[0]!.body!.start;
  expect(head.replace(/\s*# (?:type|:nodoc).*/, '')).toBe((head + rest).slice(0, end).trimEnd());
});

test('without a grammar there are chunks only', async () => {
  const facts = await factsIn('# Title\n\nSome words here.\n', 'markdown');
  expect(facts.symbols).toEqual([]);
  expect(facts.chunks.map(({ terms }) => terms.map(([term]) => term))).toEqual([
    ['title', 'some', 'words', 'here'],
  ]);
});

test('large and minified texts say nothing', async () => {
  const empty = { symbols: [], imports: [], references: [], chunks: [] };
  expect(await factsIn('a;\n'.repeat(400_000), 'typescript')).toMatchObject(empty);
  expect(await factsIn(`const a = [${'1,'.repeat(5_000)}];`, 'typescript')).toMatchObject(empty);
});

test('deep nesting is read', async () => {
  const facts = await factsIn(
    `const before = 1;\nconst deep = ${'[\n'.repeat(40_000)}${']\n'.repeat(40_000)};\n`,
    'typescript',
  );
  expect(facts.symbols.map(({ name }) => name)).toContain('before');
});

test('half-written code keeps the symbols around it', async () => {
  const facts = await factsIn(
    'class A {\n  ok() { const x = a.; f(b); }\n}\nfunction after() {}\n',
    'typescript',
  );
  expect(facts.symbols.map(({ name }) => name)).toEqual(['A', 'ok', 'after']);
  const open = await factsIn('function f() {\n  const local = 1;\n  if (a) {\n', 'typescript');
  expect(open.symbols.map(({ name }) => name)).not.toContain('local');
});

test('symbols of any cut of a real file lie in order, in the text and in their containers', async () => {
  const source = readFileSync('node_modules/rxjs/src/internal/Subject.ts', 'utf8');
  await fc.assert(
    fc.asyncProperty(fc.nat(source.length), fc.nat(200), async (at, removed) => {
      const text = source.slice(0, at) + source.slice(at + removed);
      const { symbols } = await factsIn(text, 'typescript');
      for (const { range, container, body } of symbols) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(text.length);
        if (body) expect(body.start >= range.start && body.end <= range.end).toBe(true);
        const holder = container === undefined ? undefined : symbols[container]!.range;
        if (holder) expect(holder.start <= range.start && range.end <= holder.end).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});
