import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Fixture, fixture } from '../../support/fixture.ts';
import { holeIn, never, newEngine } from './engine-fixture.ts';

const expected = async (text: string): Promise<string | undefined> => (await holeIn(text)).expectedType?.name;

const model = `
//- /source/model.ts
export interface Model { id: string }
export declare function take(model: Model): void;
`;

test.each([
  ['extends another', '{"extends": "./base.json", "include": ["**/*.ts"]}', 'string | undefined'],
  [
    'extends another and overrides it',
    '{"extends": "./base.json", "compilerOptions": {"strict": false}}',
    'string',
  ],
  ['extends several', '{"extends": ["./base.json", "./loose.json"]}', 'string'],
  [
    'has comments and a trailing comma',
    '{\n// strict\n"compilerOptions": {"strict": true,},}',
    'string | undefined',
  ],
  ['is broken', '{"compilerOptions": {"strict": true}, "include": ["*.ts"', 'string | undefined'],
  [
    'extends what is not there',
    '{"extends": "./gone.json", "compilerOptions": {"strict": true}}',
    'string | undefined',
  ],
])('a configuration that %s', async (_, config, type) => {
  const code = `
//- /tsconfig.json
${config}
//- /base.json
{"compilerOptions": {"strict": true, "types": []}}
//- /loose.json
{"compilerOptions": {"strict": false}}
//- /main.ts
declare function f(a?: string): void;
f($0)`;
  expect(await expected(code)).toBe(type);
});

test.each([
  ['tsconfig.json', 'paths', '{"compilerOptions": {"paths": {"@lib/*": ["./source/*"]}}}', '@lib/model'],
  ['jsconfig.json', 'paths', '{"compilerOptions": {"paths": {"~/*": ["./source/*"]}}}', '~/model'],
  ['tsconfig.json', 'a suffix .js', '{"compilerOptions": {"module": "nodenext"}}', './source/model.js'],
  [
    'tsconfig.json',
    'a suffix .ts',
    '{"compilerOptions": {"module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true}}',
    './source/model.ts',
  ],
  [
    'tsconfig.json',
    'no suffix',
    '{"compilerOptions": {"module": "esnext", "moduleResolution": "bundler"}}',
    './source/model',
  ],
])('%s: imports by %s', async (name, _, config, path) => {
  const main = name === 'jsconfig.json' ? 'main.js' : 'main.ts';
  const code = `${model}//- /${name}\n${config}\n//- /${main}\nimport { take } from '${path}';\ntake($0`;
  expect(await expected(code)).toBe('Model');
});

test('a file belongs to the nearest configuration that includes it', async () => {
  const code = (file: string) => `
//- /tsconfig.json
{"compilerOptions": {"strict": false}}
//- /packages/a/tsconfig.json
{"compilerOptions": {"strict": true}, "include": ["src"]}
//- /packages/a/${file}
declare function f(a?: string): void;
f($0)`;
  expect(await expected(code('src/main.ts'))).toBe('string | undefined');
  expect(await expected(code('tools/main.ts'))).toBe('string');
});

test('globals of a package do not reach another', async () => {
  const hole = await holeIn(`
//- /packages/a/tsconfig.json
{"compilerOptions": {"strict": true, "types": []}}
//- /packages/a/globals.d.ts
declare const onlyInA: number;
//- /packages/b/tsconfig.json
{"compilerOptions": {"strict": true, "types": []}}
//- /packages/b/globals.d.ts
declare const onlyInB: number;
//- /packages/b/main.ts
const a: number = $0`);
  expect(hole.namesInScope).toContain('onlyInB');
  expect(hole.namesInScope).not.toContain('onlyInA');
});

test('references lead to the sources of the other project', async () => {
  const code = `
//- /lib/tsconfig.json
{"compilerOptions": {"composite": true, "strict": true, "outDir": "../out"}, "include": ["*.ts"]}
//- /lib/model.ts
export interface Model { id: string }
//- /app/tsconfig.json
{"compilerOptions": {"composite": true, "strict": true}, "references": [{"path": "../lib"}], "include": ["*.ts"]}
//- /app/main.ts
import type { Model } from '../lib/model';
const a: Model = $0`;
  const hole = await holeIn(code);
  expect(hole.expectedType?.expanded).toBe('{ id: string; }');
  expect(hole.relevantTypes[0]?.path).toBe('/lib/model.ts');
});

const byBundler = '"module": "esnext", "moduleResolution": "bundler"';

async function inWorkspace(
  manifest: object,
  path: string,
  resolution = byBundler,
): Promise<string | undefined> {
  using files = fixture(`
//- /package.json
{"private": true, "workspaces": ["packages/*"]}
//- /packages/app/package.json
{"name": "@w/app", "type": "module", "dependencies": {"@w/lib": "workspace:*"}}
//- /packages/lib/package.json
${JSON.stringify({ name: '@w/lib', ...manifest })}
//- /packages/lib/src/index.ts
export interface Model { id: string }
//- /packages/lib/src/deep/part.ts
export interface Model { part: string }
//- /packages/app/tsconfig.json
{"compilerOptions": {"strict": true, "types": [], ${resolution}}}
//- /packages/app/main.ts
import type { Model } from '${path}';
const a: Model = $0`);
  linkPackage(files);
  const engine = newEngine();
  const { document, offset } = files;
  const hole = await engine.hole({ path: document.path, text: document.text, offset }, never);
  await engine.dispose();
  return hole?.expectedType?.expanded;
}

function linkPackage(files: Fixture): void {
  mkdirSync(files.path('node_modules/@w'), { recursive: true });
  symlinkSync(files.path('packages/lib'), files.path('node_modules/@w/lib'), 'junction');
}

test.each([
  ['types', { types: 'lib/index.d.ts', main: 'lib/index.js' }, '@w/lib', '{ id: string; }'],
  ['main', { main: './dist/index.js' }, '@w/lib', '{ id: string; }'],
  [
    'exports',
    { exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } },
    '@w/lib',
    '{ id: string; }',
  ],
  ['exports with a pattern', { exports: { './*': './dist/*.js' } }, '@w/lib/deep/part', '{ part: string; }'],
  ['a pattern of folders', { exports: { './*': './src/*/part.ts' } }, '@w/lib/deep', '{ part: string; }'],
  ['no entry', {}, '@w/lib/src', '{ id: string; }'],
])('a package of the workspace that is not built yet: %s', async (_, manifest, path, type) => {
  expect(await inWorkspace(manifest, path)).toBe(type);
});

test.each([
  [{ exports: { './*': './dist/*.js' } }, '@w/lib/deep/part'],
  [{ exports: { './*': './src/*/part.ts' } }, '@w/lib/deep'],
])('a package that is not built yet, imported by a module of Node: %j', async (manifest, path) => {
  const resolution = '"module": "nodenext"';
  expect(await inWorkspace(manifest, path, resolution)).toBe('{ part: string; }');
});

test.each(['mts', 'cts', 'tsx', 'jsx', 'mjs', 'cjs'])('a file .%s is answered', async (suffix) => {
  const typed = /ts/.test(suffix);
  const code = `//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "nodenext", "allowJs": true, "jsx": "preserve", "types": []}}
//- /main.${suffix}
${typed ? '' : '/** @param {string} a */\n'}function f(a${typed ? ': string' : ''}) {}
f($0)`;
  expect(await expected(code)).toBe('string');
});

test('missing node_modules leave the rest known', async () => {
  const hole = await holeIn(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "types": ["gone"]}, "extends": "@gone/tsconfig"}
//- /main.ts
import { gone } from 'gone';
interface Model { id: string; of: gone.Thing }
const other = gone();
const a: Model = $0`);
  expect(hole.expectedType?.name).toBe('Model');
  expect(hole.relevantTypes.map(({ name }) => name)).toEqual(['Model']);
});
