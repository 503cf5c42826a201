/** Folders, their settings, what changes on disk, and what is shown of it. */

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { Trace } from '../../server/protocol/protocol.ts';
import {
  childrenOf,
  type Editor,
  type EditorOptions,
  patientSettings,
  startEditor,
  until,
  uriOf,
} from '../support/editor.ts';
import { fixture, type Fixture } from '../support/fixture.ts';

const project = (member: string) => `
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /.gitignore
/made/
//- /parts/thing.ts
export interface Thing { ${member}: number }
//- /main.ts
import type { Thing } from './parts/thing';
export function size(thing: Thing): number {
  return thing.$0
}
`;

const opened: (AsyncDisposable | Disposable)[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) {
    if (Symbol.asyncDispose in each) await each[Symbol.asyncDispose]();
    else each[Symbol.dispose]();
  }
});

function folder(member: string): Fixture {
  const made = fixture(project(member));
  opened.push(made);
  return made;
}

async function editorWith(options: EditorOptions): Promise<Editor> {
  const editor = await startEditor(options);
  opened.push(editor);
  return editor;
}

async function openMain(editor: Editor, { document }: Fixture): Promise<string> {
  await editor.open(uriOf(document.path), document.language, document.text);
  await editor.ready();
  return uriOf(document.path);
}

function trace(editor: Editor, uri: string): Promise<Trace> {
  return editor.request('keyhole/complete', { uri, position: { line: 3, column: 16 } });
}

const scopes = ({ scope }: Trace['hole']) => scope.join('\n');
const changed = (editor: Editor, ...paths: string[]) =>
  editor.notify('workspace/didChangeWatchedFiles', {
    changes: paths.map((path) => ({ uri: uriOf(path), type: 2 })),
  });

test('each folder has its own engine and its own settings', async () => {
  const [one, two] = [folder('weight'), folder('height')];
  const settings = (scope?: string) => ({
    ...patientSettings,
    budget: scope === uriOf(one.root) ? 111 : 222,
  });
  const editor = await editorWith({ folders: [one.root, two.root], settings });
  const [first, second] = [await openMain(editor, one), await openMain(editor, two)];
  expect(await trace(editor, first)).toMatchObject({
    budget: 111,
    outcome: { text: expect.stringMatching(/^weight/) },
  });
  expect(await trace(editor, second)).toMatchObject({
    budget: 222,
    outcome: { text: expect.stringMatching(/^height/) },
  });
});

test('settings are asked for anew when they change, and a wrong one is told once', async () => {
  const one = folder('weight');
  let settings: unknown = {
    ...patientSettings,
    budget: 100,
    colour: 'red',
    model: { endpoint: '', name: 'embedded' },
  };
  const editor = await editorWith({ folders: [one.root], settings: () => settings });
  const uri = await openMain(editor, one);
  expect((await trace(editor, uri)).budget).toBe(100);
  expect(editor.heard.messages).toEqual([]);
  settings = { ...patientSettings, budget: -1, model: { name: 'qwen' } };
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
  await until(() => editor.heard.messages.length === 2);
  expect(editor.heard.messages[0]).toBe('The setting keyhole.budget must be a number above 0.');
  expect(editor.heard.messages[1]).toMatch(
    /The model "qwen" needs a server: give its address with keyhole.model.endpoint/,
  );
  expect(await trace(editor, uri)).toMatchObject({
    budget: 1024,
    model: 'embedded',
    outcome: { kind: 'completion' },
  });
});

test('a client that cannot be asked gives its settings itself', async () => {
  const one = folder('weight');
  const initializationOptions = { settings: { ...patientSettings, budget: 77 } };
  const editor = await editorWith({ folders: [one.root], without: ['configuration'], initializationOptions });
  const uri = await openMain(editor, one);
  expect((await trace(editor, uri)).budget).toBe(77);
  await editor.notify('workspace/didChangeConfiguration', {
    settings: { keyhole: { ...patientSettings, budget: 78 } },
  });
  await until(async () => (await trace(editor, uri)).budget === 78);
});

test('folders come and go, the nearest one counts, and a closed one ends its processes', async () => {
  const [one, two] = [folder('weight'), folder('height')];
  const settings = (scope?: string) => ({ ...patientSettings, budget: scope === undefined ? 111 : 222 });
  const editor = await editorWith({ folders: [one.root], settings });
  const children = () => childrenOf(editor.server.pid!).length;
  const uri = await openMain(editor, two);
  expect(await trace(editor, uri)).toMatchObject({
    budget: 111,
    outcome: { text: expect.stringMatching(/^height/) },
  });
  const folders = (added: Fixture[], removed: Fixture[]) => {
    const named = (list: Fixture[]) => list.map(({ root }) => ({ uri: uriOf(root), name: root }));
    const event = { added: named(added), removed: named(removed) };
    return editor.notify('workspace/didChangeWorkspaceFolders', { event });
  };
  await folders([two], []);
  await until(async () => (await trace(editor, uri))?.budget === 222);
  await editor.ready();
  expect((await trace(editor, uri)).outcome).toMatchObject({ text: expect.stringMatching(/^height/) });
  const inOne = await openMain(editor, one);
  expect((await trace(editor, inOne)).outcome).toMatchObject({ text: expect.stringMatching(/^weight/) });
  await until(() => children() === 2);
  await editor.notify('textDocument/didClose', { textDocument: { uri: inOne } });
  await folders([], [one]);
  await until(() => children() === 1);
  await folders([], [two]);
  await until(async () => (await trace(editor, uri))?.budget === 111);
  await editor.notify('textDocument/didClose', { textDocument: { uri } });
  await until(() => children() === 0);
});

test('what changes on disk is taken over: files, new folders, moved folders; ignored ones are not', async () => {
  const one = folder('weight');
  const editor = await editorWith({ folders: [one.root] });
  const uri = await openMain(editor, one);
  expect(editor.heard.registered).toContain('workspace/didChangeWatchedFiles');
  writeFileSync(one.path('parts/thing.ts'), 'export interface Thing { breadth: number }');
  await changed(editor, one.path('parts/thing.ts'));
  await until(async () => JSON.stringify((await trace(editor, uri)).outcome).includes('"breadth'));
  const maker =
    'import type { Thing } from "./thing";\nexport function madeThing(): Thing { return { breadth: 1 }; }\n';
  mkdirSync(one.path('made'));
  writeFileSync(one.path('made/ignored.ts'), maker.replace('madeThing', 'ignoredThing'));
  mkdirSync(one.path('more'));
  writeFileSync(one.path('more/maker.ts'), maker.replace('./thing', '../parts/thing'));
  await changed(editor, one.path('made'), one.path('made/ignored.ts'), one.path('more'));
  const mentions = async (name: string) => {
    const { kept, dropped } = await trace(editor, uri);
    return [...kept, ...dropped].some(({ path }) => path.includes(name));
  };
  await until(() => mentions('more/maker.ts'));
  expect(await mentions('ignored.ts')).toBe(false);
  renameSync(one.path('more'), one.path('moved'));
  await changed(editor, one.path('more'), one.path('moved'));
  await until(() => mentions('moved/maker.ts'));
  await until(async () => !(await mentions('more/maker.ts')));
  rmSync(one.path('moved'), { recursive: true });
  await changed(editor, one.path('moved'));
  await until(async () => !(await mentions('maker.ts')));
});

test('without a watcher a saved file is taken over', async () => {
  const one = folder('weight');
  const editor = await editorWith({ folders: [one.root], without: ['watching'] });
  const uri = await openMain(editor, one);
  const thing = one.path('parts/thing.ts');
  await editor.open(uriOf(thing), 'typescript', 'export interface Thing { depth: number }');
  writeFileSync(thing, 'export interface Thing { depth: number }');
  await editor.notify('textDocument/didSave', { textDocument: { uri: uriOf(thing) } });
  await editor.notify('textDocument/didClose', { textDocument: { uri: uriOf(thing) } });
  expect((await trace(editor, uri)).outcome).toMatchObject({ text: expect.stringMatching(/^depth/) });
  expect(scopes((await trace(editor, uri)).hole)).toContain('thing');
});

test('indexing shows its progress, and the status its state and the project of each document', async () => {
  const one = folder('weight');
  const editor = await editorWith({ folders: [one.root] });
  const uri = await openMain(editor, one);
  const kinds = editor.heard.progress.map(({ kind }) => kind);
  expect(kinds).toEqual(['create', 'begin', ...kinds.slice(2, -1).map(() => 'report'), 'end']);
  expect(editor.heard.progress[1]).toMatchObject({
    title: expect.stringContaining('indexing'),
    cancellable: true,
  });
  expect(editor.heard.log).toContainEqual(
    expect.stringMatching(/: 4 files, \d+ symbols indexed in \d+\.\d s$/),
  );
  await trace(editor, uri);
  const described = await until(() =>
    editor.heard.statuses
      .flatMap(({ documents }) => documents)
      .findLast(({ engine }) => engine?.includes('.')),
  );
  expect(described).toEqual({
    uri,
    engine: expect.stringMatching(/^TypeScript \d/),
    project: one.path('tsconfig.json'),
    completeness: { state: 'complete' },
  });
});

test('a client without progress gets none, and the index can be rebuilt', async () => {
  const one = folder('weight');
  const editor = await editorWith({ folders: [one.root], without: ['progress'] });
  const uri = await openMain(editor, one);
  expect(await editor.request('keyhole/rebuildIndex', undefined)).toBeNull();
  await editor.ready();
  expect((await trace(editor, uri)).outcome).toMatchObject({ text: expect.stringMatching(/^weight/) });
  expect(editor.heard.progress).toEqual([]);
});

test('indexing that a person stops leaves an engine that says so', async () => {
  const one = folder('weight');
  for (let i = 0; i < 400; i++)
    writeFileSync(one.path(`parts/part-${i}.ts`), `export const part${i} = ${i};\n`);
  const editor = await editorWith({ folders: [one.root] });
  await editor.open(uriOf(one.document.path), 'typescript', one.document.text);
  const { token } = await until(() => editor.heard.progress[0]);
  await editor.notify('window/workDoneProgress/cancel', { token });
  await editor.ready();
  const stopped = await trace(editor, uriOf(one.document.path));
  expect(stopped.completeness).toMatchObject({
    state: 'partial',
    why: expect.stringContaining('indexing was stopped'),
  });
  expect(stopped.hole.receiver).toBe('Thing');
});

test('a document that is closed before its folder is known costs no message', async () => {
  const [shop, elsewhere] = [folder('amount'), folder('other')];
  const editor = await editorWith({ folders: [shop.root] });
  const uri = uriOf(elsewhere.path('parts/thing.ts'));
  await editor.open(uri, 'typescript', 'export const a = 1;\n');
  await editor.notify('textDocument/didClose', { textDocument: { uri } });
  await openMain(editor, shop);
  expect(editor.heard.statuses.map(({ status }) => status.state)).not.toContain('error');
  expect(editor.heard.messages).toEqual([]);
});
