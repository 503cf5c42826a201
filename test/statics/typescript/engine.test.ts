import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture } from '../../support/fixture.ts';
import { errorsIn, holeIn, never, newEngine, strictConfig } from './engine-fixture.ts';

test('paths of the configuration are followed', async () => {
  const hole = await holeIn(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "paths": {"@lib/*": ["./source/*"]}}, "include": ["app"]}
//- /source/model.ts
export interface Model { id: string }
//- /app/main.ts
import type { Model } from '@lib/model';
const a: Model = $0`);
  expect(hole.expectedType).toEqual({ name: 'Model', expanded: '{ id: string; }' });
});

test('a configuration without files of its own hands on to those it refers to', async () => {
  const hole = await holeIn(`
//- /tsconfig.json
{"files": [], "references": [{"path": "./tsconfig.app.json"}]}
//- /tsconfig.app.json
{"compilerOptions": {"composite": true, "strict": true}, "include": ["*.ts"]}
//- /main.ts
function f(a?: string) { return a; }
const b: NonNullable<ReturnType<typeof f>> = f($0)`);
  expect(hole.expectedType?.name).toBe('string | undefined');
});

test('JavaScript is typed by its comments', async () => {
  const hole = await holeIn(`
//- /main.js
/** @param {{ id: string }} model */
function take(model) {}
const made = { id: 'a' };
take($0`);
  expect(hole.expectedType?.name).toBe('{ id: string; }');
  expect(hole.relevantHeaders.map((header) => header.name)).toEqual(['made']);
});

test('a file without a configuration has a project of its own', async () => {
  const hole = await holeIn(`
//- /main.ts
import { make } from './other';
const a: ReturnType<typeof make> = $0
//- /other.ts
export const make = () => ({ made: 1 });`);
  expect(hole.expectedType?.name).toBe('{ made: number; }');
});

test.each([
  'function f( { [ $0',
  'class { x = $0',
  'const a = `${ $0',
  'import { from $0',
  '<<<<<<< HEAD\nconst a = $0\n=======\n',
  'type A = { b: $0',
  'foo(((((((($0',
  'const x: = [...$0',
  '\u0000\uD800$0',
  '$0',
])('broken text is answered: %j', async (code) => {
  const hole = await holeIn(`${strictConfig}//- /main.ts\n${code}`);
  expect(hole.kind).toBeTypeOf('string');
});

test('errors of a text are listed in order, unused names left out', async () => {
  const errors = await errorsIn(`${strictConfig}//- /main.ts
import { unused } from './gone';
const a: string = 1;
const b = ;$0`);
  expect(errors.map(({ code, syntactic }) => [code, syntactic])).toEqual([
    [2307, false],
    [2322, false],
    [1109, true],
  ]);
});

test('texts in an editor and changes on disk are seen at once', async () => {
  using files = fixture(`${strictConfig}
//- /other.ts
export const value = 1;
//- /main.ts
import { value } from './other';
import { late } from './late';
const a: string = value;$0
`);
  const engine = newEngine();
  const codes = async () => (await engine.diagnostics(files.document, never)).map((error) => error.code);
  expect(await codes()).toEqual([2307, 2322]);
  engine.change(files.path('other.ts'), "export const value = 'text';");
  expect(await codes()).toEqual([2307]);
  engine.change(files.path('other.ts'), undefined);
  expect(await codes()).toEqual([2307, 2322]);
  writeFileSync(files.path('other.ts'), "export const value = 'text';");
  writeFileSync(files.path('late.ts'), 'export const late = 1;');
  engine.changedOnDisk([files.path('other.ts'), files.path('late.ts')]);
  expect(await codes()).toEqual([]);
});

test('a file that is not saved yet belongs to the project around it', async () => {
  using files = fixture(`${strictConfig}//- /other.ts\nexport const value = 1;\n`);
  const engine = newEngine();
  const path = files.path('new.ts');
  const text = "import { value } from './other';\nlet a: string | undefined;\nconst b: string = a;\n";
  engine.change(path, text);
  expect((await engine.diagnostics({ path, text }, never)).map((error) => error.code)).toEqual([2322]);
});

test('an aborted question rejects with its reason, and the next is answered', async () => {
  using files = fixture(`${strictConfig}//- /main.ts\nconst a: string = $0\n`);
  const { path, text } = files.document;
  const engine = newEngine();
  const controller = new AbortController();
  const first = engine.hole({ path, text, offset: files.offset }, never);
  const second = engine.hole({ path, text, offset: files.offset }, controller.signal);
  const reason = new Error('typed on');
  controller.abort(reason);
  await expect(second).rejects.toBe(reason);
  expect((await first)?.expectedType?.name).toBe('string');
  expect((await engine.hole({ path, text, offset: files.offset }, never))?.kind).toBe('initializer');
});

test('more projects than are kept are opened and closed in turn', async () => {
  const folders = [0, 1, 2, 3, 4, 5];
  using files = fixture(
    folders.map((n) => `//- /p${n}/tsconfig.json\n{}\n//- /p${n}/main.ts\nconst a: ${n} = \n`).join(''),
  );
  const engine = newEngine();
  for (const n of [...folders, 0]) {
    const text = `const a: ${n} = `;
    const hole = await engine.hole({ path: files.path(`p${n}/main.ts`), text, offset: text.length }, never);
    expect(hole?.expectedType?.name).toBe(String(n));
  }
  await engine.dispose();
});
