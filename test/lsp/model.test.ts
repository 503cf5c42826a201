/** The server between an editor and a model behind HTTP: cancellation, failures, keys, settings. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { type Editor, patientSettings, positionAt, startEditor, until, uriOf } from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';
import { openAIServer, type OpenAIServer } from '../support/openai-server.ts';

const shop = fixture('//- /notes.txt\nfirst line\nsecond line\nthird \n');
const { text } = shop.document;
const uri = uriOf(shop.document.path);
const position = positionAt(text, text.length - 1);

let model: OpenAIServer;
let editor: Editor;
let settings: Readonly<Record<string, unknown>>;
beforeEach(async () => {
  model = await openAIServer(() => ['li', 'ne', ' four', ' words']);
  settings = { ...patientSettings, model: { name: 'test-model', endpoint: model.endpoint } };
  const initializationOptions = { remote: 'wsl' };
  editor = await startEditor({ folders: [shop.root], settings: () => settings, initializationOptions });
  await editor.open(uri, 'plaintext', text);
  await editor.ready();
});
afterEach(async () => {
  await editor[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

test('the model that a folder has set answers', async () => {
  expect((await editor.complete(uri, position))[0]?.insertText).toBe('line four words');
});

test('a cancelled request closes the socket of the model', async () => {
  model.fault = 'slow first token';
  const source = new CancellationTokenSource();
  const waiting = editor.complete(uri, position, { token: source.token }).catch(() => []);
  await until(() => model.requests.length === 1);
  await until(() => editor.heard.statuses.at(-1)?.status.state === 'thinking');
  source.cancel();
  expect(await waiting).toEqual([]);
  await until(() => model.hangUps.length === 1, 1_000);
  expect(editor.heard.messages).toEqual([]);
});

test('a newer request of the same document ends the older one', async () => {
  model.fault = 'slow first token';
  const older = editor.complete(uri, position);
  await until(() => model.requests.length === 1);
  model.fault = 'none';
  const newer = editor.complete(uri, position);
  expect(await older).toEqual([]);
  expect(await newer).toHaveLength(1);
  expect(model.hangUps).toHaveLength(1);
});

test('a request that runs when the settings change begins anew with the new ones', async () => {
  model.fault = 'slow first token';
  await using other = await openAIServer(() => ['other']);
  const waiting = editor.complete(uri, position);
  await until(() => model.requests.length === 1);
  settings = { ...settings, model: { name: 'test-model', endpoint: other.endpoint } };
  await editor.notify('workspace/didChangeConfiguration', { settings: null });
  expect(await waiting).toMatchObject([{ insertText: 'other' }]);
  expect(model.hangUps).toHaveLength(1);
  expect(other.requests).toHaveLength(1);
});

test('a pause ends what runs', async () => {
  model.fault = 'slow first token';
  const waiting = editor.complete(uri, position);
  await until(() => model.requests.length === 1);
  await editor.notify('keyhole/pause', { paused: true });
  expect(await waiting).toEqual([]);
  await until(() => model.hangUps.length === 1, 1_000);
});

test('a model that breaks off is told of once, until it has worked again', async () => {
  model.fault = 'cut off';
  for (let i = 0; i < 3; i++) expect(await editor.complete(uri, position)).toEqual([]);
  expect(editor.heard.messages).toEqual([expect.stringContaining('in the middle of the answer')]);
  expect(editor.heard.log.filter((line) => line.includes('in the middle of the answer'))).toHaveLength(3);
  expect((await editor.lastTrace(uri))?.outcome).toMatchObject({ kind: 'none', reason: 'model failed' });
  await until(() => editor.heard.statuses.at(-1)?.status.state === 'error');
  model.fault = 'none';
  expect(await editor.complete(uri, position)).toHaveLength(1);
  await until(() => editor.heard.statuses.at(-1)?.status.state === 'ready');
  model.fault = 'cut off';
  await editor.complete(uri, position);
  expect(editor.heard.messages).toHaveLength(2);
});

test('a model server that is killed in mid-stream costs one message', async () => {
  model.fault = 'slow stream';
  const waiting = editor.complete(uri, position);
  await until(() => model.requests.length === 1);
  await sleep(150);
  await model[Symbol.asyncDispose]();
  expect(await waiting).toEqual([]);
  expect(await editor.complete(uri, position)).toEqual([]);
  expect(await editor.complete(uri, position)).toEqual([]);
  await until(() => editor.heard.messages.length === 2);
  expect(editor.heard.messages).toEqual([
    expect.stringContaining('in the middle of the answer'),
    expect.stringMatching(/keyhole\.model\.endpoint.*there "127\.0\.0\.1" is that machine, not yours/),
  ]);
  expect(editor.server.exitCode).toBeNull();
});

test('a key goes to the model and nowhere else', async () => {
  await editor.notify('keyhole/setApiKey', { key: 'sesame-open' });
  await editor.complete(uri, position);
  expect(model.requests.at(-1)?.headers.authorization).toBe('Bearer sesame-open');
  model.fault = 'unauthorized';
  await editor.complete(uri, position);
  expect(editor.heard.messages).toHaveLength(1);
  expect(JSON.stringify([editor.heard, await editor.lastTrace()])).not.toContain('sesame-open');
  await editor.notify('keyhole/setApiKey', { key: null });
  model.fault = 'none';
  await editor.complete(uri, position);
  expect(model.requests.at(-1)?.headers.authorization).toBeUndefined();
});
