/** Completions that need an import: offered with a command that makes it, to editors that can. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { patientSettings, positionAt, startEditor, uriOf } from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';
import { type OpenAIServer, openAIServer } from '../support/openai-server.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
export interface Invoice { total: number }
export function makeInvoice(): Invoice { return { total: 0 }; }
//- /others.ts
import { makeInvoice } from './invoice';
export const others = [makeInvoice(), makeInvoice(), makeInvoice()];
//- /main.ts
import type { Invoice } from './invoice';

export const invoice: Invoice = $0
`);
const { text, path } = shop.document;
const uri = uriOf(path);
const position = positionAt(text, shop.offset);

let server: OpenAIServer;
beforeAll(async () => {
  server = await openAIServer(() => ['makeInvoice();']);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  shop[Symbol.dispose]();
});

async function opened(options: Parameters<typeof startEditor>[0]) {
  const model = { name: 'native', format: 'native', endpoint: server.endpoint };
  const settings = () => ({ ...patientSettings, model });
  const editor = await startEditor({ folders: [shop.root], settings, ...options });
  await editor.open(uri, 'typescript', text);
  await editor.ready();
  return editor;
}

const change = {
  uri,
  edits: [
    {
      range: { start: { line: 0, character: 41 }, end: { line: 0, character: 41 } },
      newText: "\nimport { makeInvoice } from './invoice';",
    },
  ],
};

test('by a command of the client', async () => {
  await using editor = await opened({ initializationOptions: { acceptedCommand: true } });
  expect(editor.capabilities).not.toHaveProperty('executeCommandProvider');
  const [item] = await editor.complete(uri, position);
  const trace = await editor.lastTrace(uri);
  expect(item).toMatchObject({
    insertText: 'makeInvoice();',
    command: { command: 'keyhole.accepted', arguments: [{ id: trace?.id, checked: true, change }] },
  });
});

test('also what the embedded model writes', async () => {
  await using editor = await opened({
    settings: () => patientSettings,
    initializationOptions: { acceptedCommand: true },
  });
  const begun = text.replace('= ', '= makeInv');
  await editor.edit(uri, text, { start: 0, end: text.length, text: begun });
  const [item] = await editor.complete(uri, positionAt(begun, shop.offset + 'makeInv'.length));
  expect(item?.insertText).toMatch(/^oice\(\)/);
  expect(item?.command?.arguments).toMatchObject([{ checked: true, change }]);
});

test('by a command of the server, which has the editor make the change', async () => {
  await using editor = await opened({});
  expect(editor.capabilities).toMatchObject({ executeCommandProvider: { commands: ['keyhole.accept'] } });
  const [item] = await editor.complete(uri, position);
  expect(item?.command).toMatchObject({ command: 'keyhole.accept', arguments: [change] });
  await editor.request('workspace/executeCommand', item?.command);
  expect(editor.heard.edits).toEqual([{ changes: { [uri]: change.edits } }]);
  await editor.request('workspace/executeCommand', { command: 'keyhole.accept', arguments: ['nonsense'] });
  expect(editor.heard.edits).toHaveLength(1);
});

test('not at all to an editor that cannot make it', async () => {
  await using editor = await opened({ without: ['edits'] });
  expect(await editor.complete(uri, position)).toEqual([]);
  expect((await editor.lastTrace(uri))?.check?.fixes).toMatchObject([{ kind: 'import' }]);
});
