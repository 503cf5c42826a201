/** The server while somebody types: what it asks a model, what it does not, and what 10,000 keystrokes leave behind. */

import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Editor, patientSettings, positionAt, startEditor, until, uriOf } from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';
import { openAIServer, type OpenAIServer } from '../support/openai-server.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
export interface Invoice { id: string; total: number }
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
//- /main.ts
import { type Invoice, makeInvoice } from './invoice';
export const first: Invoice = makeInvoice('a');
export function total(invoice: Invoice): number {
  return invoice.$0
}
`);
const { text, path } = shop.document;
const uri = uriOf(path);
const { offset } = shop;

let model: OpenAIServer;
let editor: Editor;
let settings: Readonly<Record<string, unknown>>;
let typed: string;

beforeEach(async () => {
  model = await openAIServer(() => ['total + first.total;']);
  settings = {
    ...patientSettings,
    delay: 0,
    model: { name: 'native', format: 'native', endpoint: model.endpoint },
  };
  const initializationOptions = { acceptedCommand: true, editorModels: true };
  editor = await startEditor({ folders: [shop.root], settings: () => settings, initializationOptions });
  await editor.open(uri, 'typescript', text);
  await editor.ready();
  typed = '';
});
afterEach(async () => {
  await editor[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const now = () => text.slice(0, offset) + typed + text.slice(offset);

/** Types and asks, as an editor does after each key. */
async function type(keys: string) {
  const at = offset + typed.length;
  await editor.edit(uri, now(), { start: at, end: at, text: keys });
  typed += keys;
  return ask();
}

async function ask() {
  const place = positionAt(now(), offset + typed.length);
  const [item] = await editor.complete(uri, place, { automatic: true });
  return item;
}

test('who types into a completion has the rest of it, and the model is asked once', async () => {
  expect((await ask())?.insertText).toBe('total + first.total;');
  expect((await type('to'))?.insertText).toBe('tal + first.total;');
  expect((await type('tal +'))?.insertText).toBe(' first.total;');
  expect(model.requests).toHaveLength(1);
  const trace = await editor.lastTrace(uri);
  expect(trace?.schedule).toMatchObject({ way: 'remembered', tally: { asks: 3, calls: 1 }, saved: 2 });
  expect(await editor.request('keyhole/explainLast', { uri })).toMatch(
    /1 calls \(0 ended early\), 2 calls saved/,
  );
});

test('an answer on its way is given to those who have typed into it meanwhile', async () => {
  model.fault = 'slow first token';
  const first = ask();
  await until(() => model.requests.length === 1);
  const second = await type('to');
  expect(await first).toBeUndefined();
  expect(second?.insertText).toBe('tal + first.total;');
  expect(model.requests).toHaveLength(1);
});

test('a fixed delay passes before the model is asked, and typing on costs no call', async () => {
  settings = { ...settings, delay: 400 };
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
  const start = performance.now();
  const [one, two, three] = await Promise.all([type('t'), type('o'), type('t')]);
  expect([one, two, three?.insertText]).toEqual([undefined, undefined, 'al + first.total;']);
  expect(performance.now() - start).toBeGreaterThanOrEqual(400);
  expect(model.requests).toHaveLength(1);
  expect((await editor.lastTrace(uri))?.schedule?.tally).toMatchObject({ calls: 1, superseded: 0 });
});

test('the embedded model answers at once where it is sure; another answer follows and is told of', async () => {
  settings = { ...settings, cascade: 0 };
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
  const improved: unknown[] = [];
  editor.connection.onNotification('keyhole/improved', (params) => void improved.push(params));
  expect((await ask())?.insertText).toMatch(/^total;?$/);
  expect(await editor.lastTrace(uri)).toMatchObject({ model: 'embedded', schedule: { way: 'quick' } });
  await until(() => improved.length === 1);
  expect(improved).toEqual([{ uri }]);
  expect((await ask())?.insertText).toBe('total + first.total;');
  expect(model.requests).toHaveLength(1);
  // What the embedded model's run has found out served the other's.
  const stages = (await editor.lastTrace(uri))?.stages.map(({ stage }) => stage);
  expect(stages).toEqual(expect.arrayContaining(['select', 'lay out', 'generate', 'check']));
  expect(stages).not.toContain('type the hole');
  expect(stages).not.toContain('gather');
});

test('after an accepted completion the next one is thought of before anybody asks', async () => {
  const item = await ask();
  model.answer = () => ['\n  // and so on'];
  await editor.notify('keyhole/accepted', { id: item?.command?.arguments?.[0].id });
  await until(() => model.requests.length === 2);
  await until(async () => (await type(typed === '' ? 'total + first.total;' : ''))?.insertText !== undefined);
  expect(model.requests).toHaveLength(2);
});

test('a hole that was written down is taken away when its completion is accepted', async () => {
  const holed = text.replace('return invoice.', 'return _();');
  await editor.edit(uri, text, { start: 0, end: text.length, text: holed });
  model.answer = () => ['invoice.total'];
  const at = holed.indexOf('_()') + 2;
  const [item] = await editor.complete(uri, positionAt(holed, at), { automatic: true });
  expect(item?.insertText).toBe('invoice.total');
  const { line } = positionAt(holed, at);
  const range = (start: number, end: number) => ({
    start: { line, character: start },
    end: { line, character: end },
  });
  expect(item?.command?.arguments?.[0].change.edits).toEqual([
    { range: range(9, 11), newText: '' },
    { range: range(24, 25), newText: '' },
  ]);
  expect(model.requests.at(-1)?.body).toMatchObject({ prompt: expect.stringMatching(/return $/) });
});

test('eagerness says who is answered', async () => {
  const asked = async (eagerness: string) => {
    settings = { ...settings, eagerness };
    await editor.notify('workspace/didChangeConfiguration', { settings: null });
    const place = positionAt(text, offset);
    const typing = await editor.complete(uri, place, { automatic: true });
    return [typing.length, (await editor.complete(uri, place)).length];
  };
  expect(await asked('on demand')).toEqual([0, 1]);
  expect(await asked('off')).toEqual([0, 0]);
  expect(await asked('eager')).toEqual([1, 1]);
});

test('what would add an error is shown only to those who want it', async () => {
  model.answer = () => ['nonsense.total;'];
  expect(await ask()).toBeUndefined();
  settings = { ...settings, allowErrors: true };
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
  const item = await ask();
  if (item) expect(item.command?.arguments?.[0]).toMatchObject({ checked: false });
  expect((await editor.lastTrace(uri))?.outcome.kind).toBe(item ? 'completion' : 'none');
});

test("the editor's own model answers through the editor, and is cancelled there", async () => {
  let cancelled = false;
  editor.connection.onRequest('keyhole/askEditorModel', async ({ id, family, messages }, token) => {
    expect(family).toBe('small');
    expect(JSON.stringify(messages)).toContain('return invoice.');
    if (messages.at(-1).content.includes('wait for ever')) {
      await new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
      cancelled = true;
      return null;
    }
    for (const piece of ['to', 'tal;']) await editor.notify('keyhole/editorModelText', { id, text: piece });
    return null;
  });
  settings = { ...settings, model: { name: 'editor:small' } };
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
  expect((await ask())?.insertText).toBe('total;');
  await editor.edit(uri, text, { start: 0, end: 0, text: '// wait for ever\n' });
  const place = positionAt(`// wait for ever\n${text}`, offset + 17);
  void editor.complete(uri, place, { automatic: true });
  await editor.notify('keyhole/pause', { paused: true });
  await until(() => cancelled || editor.heard.statuses.at(-1)?.status.state === 'paused');
});

/** Resident kilobytes of a process. */
const resident = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' }));

test('10,000 queued keystrokes ask the model a few times, and leave server and memory well', async () => {
  model.fault = 'slow first token';
  const pid = editor.server.pid!;
  await type('t');
  /** One key takes the place of the last one, so that the text stays as long as it is. */
  const strike = async (times: number) => {
    const at = { start: offset, end: offset + 1 };
    const place = positionAt(now(), at.end);
    const asks: Promise<unknown>[] = [];
    for (let i = 0; i < times; i++) {
      const change = editor.edit(uri, now(), { ...at, text: 'xyzt'.charAt(i % 4) });
      asks.push(change, editor.complete(uri, place, { automatic: true }));
    }
    await Promise.all(asks);
  };
  await strike(500);
  const before = resident(pid);
  const [asked, start] = [model.requests.length, performance.now()];
  await strike(10_000);
  // However long the machine takes for them: each request was waited for, at least so many milliseconds.
  const shortestPause = 20;
  expect(model.requests.length - asked).toBeLessThanOrEqual((performance.now() - start) / shortestPause + 1);
  expect(resident(pid) - before).toBeLessThan(150_000);
  model.fault = 'none';
  await until(async () => String((await ask())?.insertText).startsWith('otal'));
  await until(() => model.hangUps.length >= model.requests.length - 4);
  expect(editor.heard.messages).toEqual([]);
}, 120_000);
