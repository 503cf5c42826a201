/** Inline completion by the built server, asked over stdio as any editor would. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Editor, positionAt, startEditor, until, uriOf } from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';

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
const position = positionAt(text, shop.offset);

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor({ folders: [shop.root], initializationOptions: { acceptedCommand: true } });
  await editor.open(uri, 'typescript', text);
  await editor.ready();
});
afterAll(async () => {
  await editor[Symbol.asyncDispose]();
  shop[Symbol.dispose]();
});

describe('an inline completion', () => {
  test('is announced', () => {
    expect(editor.capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      inlineCompletionProvider: true,
      textDocumentSync: { change: 2 },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
  });

  test('is a member that exists, at the cursor, with the trace it came from', async () => {
    const [item] = await editor.complete(uri, position);
    expect(item).toMatchObject({
      insertText: expect.stringMatching(/^total;?$/),
      range: { start: position, end: position },
      command: { command: 'keyhole.accepted' },
    });
    const trace = await editor.lastTrace(uri);
    expect(item?.command?.arguments).toEqual([{ id: trace?.id, checked: true }]);
    expect(trace).toMatchObject({
      file: 'main.ts',
      line: 4,
      column: 18,
      hole: { receiver: 'Invoice', expectedType: 'number' },
      check: { verdict: 'clean' },
    });
  });

  test('begins with what the list of the editor has selected, in its range', async () => {
    const range = { start: position, end: position };
    const [item] = await editor.complete(uri, position, { selected: { range, text: 'total' } });
    const { outcome } = (await editor.lastTrace(uri))!;
    if (item) expect(item).toMatchObject({ insertText: expect.stringMatching(/^total./), range });
    else expect(outcome.kind).toBe('none');
    const start = { line: position.line, character: position.character - 'invoice.'.length };
    const whole = { range: { start, end: position }, text: 'first.' };
    const [longer] = await editor.complete(uri, position, { selected: whole });
    expect(longer?.insertText).toMatch(/^first\.total/);
    expect(longer?.range).toEqual(whole.range);
  });

  test('is followed by one for the text after an edit', async () => {
    const typed = 'first.id.';
    const start = text.indexOf('invoice.\n');
    await editor.edit(uri, text, { start, end: start + 'invoice.'.length, text: typed });
    await editor.complete(uri, positionAt(text, start + typed.length));
    expect((await editor.lastTrace(uri))?.hole).toMatchObject({ receiver: 'string', expectedType: 'number' });
    await editor.edit(uri, text.replace('invoice.\n', `${typed}\n`), {
      start,
      end: start + typed.length,
      text: 'invoice.',
    });
    expect((await editor.complete(uri, position))[0]?.insertText).toMatch(/^total/);
  });

  test('is absent in a comment, and the trace says why', async () => {
    const commented = shop.path('comment.ts');
    await editor.open(uriOf(commented), 'typescript', '// the ');
    expect(await editor.complete(uriOf(commented), { line: 0, character: 7 })).toEqual([]);
    expect((await editor.lastTrace())?.outcome).toMatchObject({ kind: 'none', reason: 'in a comment' });
  });

  test('is absent for a document that is not open, and the server goes on', async () => {
    expect(await editor.complete(uriOf(shop.path('nowhere.ts')), position)).toEqual([]);
    expect((await editor.complete(uri, position))[0]?.insertText).toMatch(/^total/);
  });

  test('keeps the line ends of the document', async () => {
    const windows = uriOf(shop.path('windows.ts'));
    const crlf = text.replaceAll('\n', '\r\n');
    await editor.open(windows, 'typescript', crlf);
    const [item] = await editor.complete(windows, position);
    expect(item?.insertText).toMatch(/^total;?$/);
    expect(await editor.lastTrace(windows)).toMatchObject({ line: 4, column: 18 });
  });

  test('can be asked for as a trace by a command', async () => {
    const params = { uri, position: { line: 4, column: 18 } };
    expect(await editor.request('keyhole/complete', params)).toMatchObject({
      outcome: { kind: 'completion' },
      line: 4,
    });
    expect(await editor.request('keyhole/complete', { uri: 'file:///no' })).toBeNull();
    expect(await editor.request('keyhole/explainLast', { uri })).toMatch(/^main\.ts:4:18, model embedded/);
    expect(await editor.request('keyhole/explainLast', { uri: 'file:///no' })).toBeNull();
  });

  test('is silent while paused', async () => {
    await editor.notify('keyhole/pause', { paused: true });
    expect(await editor.complete(uri, position)).toEqual([]);
    await until(() => editor.heard.statuses.at(-1)?.status.state === 'paused');
    await editor.notify('keyhole/pause', { paused: false });
    expect(await editor.complete(uri, position)).toHaveLength(1);
    await until(() => editor.heard.statuses.at(-1)?.status.state === 'ready');
  });
});

test('nothing but the protocol is printed, and nothing was wrong', () => {
  expect(editor.heard.stderr).toBe('');
  expect(editor.heard.messages).toEqual([]);
});
