/** Both type engines give the same answers, but for a short list of differences that are allowed. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { TypedHole } from '../../server/statics/statics.ts';
import { fixture } from '../support/fixture.ts';
import { never, newEngine, strictConfig } from './typescript/engine-fixture.ts';

/** Differences that nobody has to mend, and what they leave of a text to compare. */
const allowed: readonly { readonly why: string; readonly left: (text: string) => string }[] = [
  {
    why: 'a long type is cut at another place when its unions are ordered otherwise',
    left: (text) => (text.endsWith('…') ? '…' : text),
  },
  {
    why: 'TypeScript 6 orders the members of a union by when it met them, TypeScript 7 by what they are',
    left: (text) => (text.includes(' | ') ? text.split(/\W+/).toSorted().join(' ') : text),
  },
];

function comparable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_, part) =>
    typeof part === 'string' ? allowed.reduce((text, { left }) => left(text), part) : part,
  );
}

/** All of a hole. Lists that follow the order of a union are sorted. */
function shown(hole: TypedHole | undefined) {
  return {
    ...hole,
    members: sorted(hole?.members?.list),
    isComplete: hole?.members?.complete,
    legal: sorted(hole?.legal?.list),
    membersInPlay: sorted(hole?.membersInPlay?.map((one) => ({ ...one, members: sorted(one.members) }))),
    relevantTypes: sorted(hole?.relevantTypes),
    relevantHeaders: sorted(hole?.relevantHeaders),
    namesInScope: sorted(hole?.namesInScope),
  };
}

function sorted(list: readonly unknown[] | undefined): unknown[] | undefined {
  return list?.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const engines = [newEngine('javascript'), newEngine('native')] as const;
afterAll(() => Promise.all(engines.map((engine) => engine.dispose())));

async function answers(path: string, text: string, offset: number) {
  const holes = await Promise.all(engines.map((engine) => engine.hole({ path, text, offset }, never)));
  const errors = await Promise.all(engines.map((engine) => engine.diagnostics({ path, text }, never)));
  return holes.map((hole, index) => ({
    hole: comparable(shown(hole)),
    errors: errors[index]?.map(({ code, range }) => ({ code, ...range })),
  }));
}

const two = `
//- /packages/shared/package.json
{"name": "@shop/shared", "types": "dist/index.d.ts", "exports": {".": {"types": "./dist/index.d.ts"},
 "./money": {"types": "./dist/money.d.ts"}}}
//- /packages/shared/src/index.ts
export interface Invoice { id: string }
//- /packages/shared/src/money.ts
export interface Money { cents: number }
`;

const workspace = `${two}
//- /package.json
{"private": true, "workspaces": ["packages/*"]}
`;

const app = `
//- /packages/app/package.json
{"name": "@shop/app", "dependencies": {"@shop/shared": "*"}}
//- /packages/app/tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler", "types": []}}
`;

/** A project, and the type that its hole expects. */
const projects: readonly (readonly [name: string, expected: string, files: string])[] = [
  [
    'options of an extended configuration',
    'string | undefined',
    `//- /base.json
{"compilerOptions": {"strict": true}}
//- /tsconfig.json
{"extends": "./base.json"}
//- /main.ts
declare function f(a?: string): void;
const b: Parameters<typeof f>[0] = $0`,
  ],
  [
    'a project that is referred to, not built',
    'Model',
    `//- /tsconfig.json
{"files": [], "references": [{"path": "./app"}, {"path": "./lib"}]}
//- /lib/tsconfig.json
{"compilerOptions": {"composite": true, "strict": true, "outDir": "../out/lib", "rootDir": "."}}
//- /lib/model.ts
export interface Model { id: string }
//- /app/tsconfig.json
{"compilerOptions": {"composite": true, "strict": true, "outDir": "../out/app"}, "references": [{"path": "../lib"}]}
//- /app/main.ts
import type { Model } from '../lib/model';
const a: Model = $0`,
  ],
  [
    'path aliases, and what baseUrl allows',
    'Model | Line',
    `//- /tsconfig.json
{"compilerOptions": {"strict": true, "baseUrl": ".", "paths": {"@lib/*": ["./source/*"]}, "moduleResolution": "node",
 "module": "commonjs", "ignoreDeprecations": "6.0"}, "include": ["app"]}
//- /source/model.ts
export interface Model { id: string }
//- /source/line.ts
export interface Line { text: string }
//- /app/main.ts
import type { Model } from '@lib/model';
import type { Line } from 'source/line';
const a: Model | Line = $0`,
  ],
  [
    'a jsconfig, and types in comments',
    '{ id: string; }',
    `//- /jsconfig.json
{"compilerOptions": {"checkJs": true, "strict": true}}
//- /main.js
/** @param {{ id: string }} model */
function take(model) {}
take($0`,
  ],
  [
    'JavaScript without a configuration, modules of the older format',
    'Line',
    `//- /model.js
/** @typedef {{ text: string }} Line */
/** @returns {Line} */
exports.make = () => ({ text: '' });
//- /main.js
const { make } = require('./model');
let a = make();
a = $0`,
  ],
  [
    'no configuration at all',
    '{ made: number; }',
    `//- /other.ts
export const make = () => ({ made: 1 });
//- /main.ts
import { make } from './other';
const a: ReturnType<typeof make> = $0`,
  ],
  [
    'the nearest configuration of several',
    'string | undefined',
    `//- /tsconfig.json
{"compilerOptions": {"strict": false}}
//- /inner/tsconfig.json
{"compilerOptions": {"strict": true}}
//- /inner/main.ts
declare function f(a?: string): void;
f($0)`,
  ],
  [
    'a workspace package that is linked, not built',
    'Invoice | Money',
    `${workspace}${app}//- /packages/app/node_modules/@shop/shared/package.json
{"name": "@shop/shared", "types": "dist/index.d.ts"}
//- /packages/app/main.ts
import type { Invoice } from '@shop/shared';
import type { Money } from '@shop/shared/money';
const a: Invoice | Money = $0`,
  ],
  [
    'a workspace package without node_modules',
    'Invoice',
    `${two}${app}//- /pnpm-workspace.yaml
packages:
  # all of them
  - 'packages/*'
//- /packages/app/main.ts
import type { Invoice } from '@shop/shared';
const a: Invoice = $0`,
  ],
  [
    'no package that the own one does not name',
    'any',
    `${workspace}${app.replace('@shop/shared', '@shop/other')}//- /packages/app/main.ts
import { Invoice } from '@shop/shared';
const a: { b: Invoice } = { b: $0 }`,
  ],
  [
    'missing node_modules',
    'Model',
    `${strictConfig}//- /main.ts
import { far } from 'far-away';
interface Model { id: string }
const a: Model = far($0) ?? _;
function f(): Model { return $0 }`,
  ],
  [
    'modules of both formats and suffixes in imports',
    'A | B | C',
    `//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true}}
//- /package.json
{"type": "module"}
//- /a.mts
export interface A { a: 1 }
//- /b.cts
export interface B { b: 1 }
//- /c.ts
export interface C { c: 1 }
//- /main.mts
import type { A } from './a.mjs';
import type { B } from './b.cjs';
import type { C } from './c.ts';
const a: A | B | C = $0`,
  ],
  [
    'a script whose names are global',
    'Shared',
    `${strictConfig}//- /globals.ts
interface Shared { id: string }
declare const shared: Shared;
function share(): Shared { return shared; }
//- /main.ts
const a: Shared = $0`,
  ],
];

test.each(projects)('%s', async (_, expected, text) => {
  using files = fixture(text.replace(/\$0(?=[\s\S]*\$0)/, ''));
  const { path, text: code } = files.document;
  const [one, other] = await answers(path, code, files.offset);
  expect(other).toEqual(one);
  const hole = await engines[1].hole({ path, text: code, offset: files.offset }, never);
  expect(comparable(hole?.expectedType?.name ?? 'any')).toBe(comparable(expected));
  expect(hole?.problems).toBeUndefined();
});

const packages = createRequire(import.meta.url);
const rxjs = join(dirname(packages.resolve('rxjs/package.json')), 'src/internal/Observable.ts');
const toolkit = join(dirname(packages.resolve('@reduxjs/toolkit/package.json')), 'src/createSlice.ts');

test.each([rxjs, toolkit])(
  'anywhere in real code',
  async (path) => {
    const text = readFileSync(path, 'utf8');
    const place = fc.record({ offset: fc.nat(text.length), cut: fc.boolean() });
    const property = fc.asyncProperty(place, async ({ offset, cut }) => {
      const end = cut ? (/[\r\n]|$/.exec(text.slice(offset))?.index ?? 0) : 0;
      const [one, other] = await answers(path, text.slice(0, offset) + text.slice(offset + end), offset);
      expect(other?.hole).toEqual(one?.hole);
    });
    await fc.assert(property, { numRuns: 15, seed: 3 });
  },
  240_000,
);
