/** ChatLSP by the built server, asked over stdio as any client would. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type {
  DeclarationsResult,
  ErrorReportResult,
  ExpectedTypeResult,
  TutorialResult,
} from '../../server/protocol/protocol.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { type Editor, positionAt, startEditor, uriOf } from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
export interface Customer { name: string }
export interface Invoice { id: string; total: number; customer: Customer }
export function makeInvoice(customer: Customer): Invoice { return { id: 'a', total: 0, customer }; }
export function send(invoice: Invoice): void { console.log(invoice.total); }
//- /main.ts
import { type Customer, makeInvoice, send } from './invoice';

export function charge(customer: Customer): void {
  send($0);
  makeInvoice(customer);
}
`);
const { text, path } = shop.document;
const uri = uriOf(path);
const invoiceUri = uriOf(shop.path('invoice.ts'));
const position = positionAt(text, shop.offset);
const hole = { textDocument: { uri }, position };

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor({ folders: [shop.root] });
  await editor.open(uri, 'typescript', text);
  await editor.ready();
});
afterAll(async () => {
  await editor[Symbol.asyncDispose]();
  shop[Symbol.dispose]();
});

test('the methods are announced', () => {
  expect(editor.capabilities.experimental).toMatchObject({
    chatLsp: { expectedType: ['chatlsp/expectedType', 'textDocument/expectedType'] },
  });
});

test('aiTutorial gives the name of a language that models know', async () => {
  const tutorial = (params: unknown) => editor.request<TutorialResult>('chatlsp/aiTutorial', params);
  expect((await tutorial({ textDocument: { uri } })).content.value).toBe('TypeScript');
  expect((await tutorial({ language: 'python' })).content).toEqual({ kind: 'plaintext', value: 'Python' });
});

describe.each(['chatlsp/expectedType', 'textDocument/expectedType'])('%s', (method) => {
  test('gives the type, where it is declared, and the argument', async () => {
    const found = await editor.request<ExpectedTypeResult>(method, hole);
    expect(found).toMatchObject({
      content: { kind: 'plaintext', value: 'Invoice' },
      location: { uri: invoiceUri, range: { start: { line: 1, character: 0 } } },
      kind: 'argument',
      argument: { parameter: 'invoice', signature: 'send(invoice: Invoice): void' },
      completeness: { state: 'complete' },
      engine: expect.stringMatching(/^TypeScript/),
      ms: expect.any(Number),
    });
  });

  test('gives an empty content where none is expected', async () => {
    const nothing = { ...hole, position: { line: 1, character: 0 } };
    expect(await editor.request(method, nothing)).toMatchObject({
      content: { value: '' },
      completeness: { state: 'complete' },
    });
  });
});

describe.each(['chatlsp/retrieveRelevantTypes', 'textDocument/relevantTypes'])('%s', (method) => {
  const types = (more: object = {}) => editor.request<DeclarationsResult>(method, { ...hole, ...more });

  test('gives sources, dependencies first, each with place, reason and cost', async () => {
    const { contents, locations, provenance, tokens, dropped } = await types();
    expect(contents.map(({ value }) => value.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/interface Customer \{ name: string;? \}$/),
      'export interface Invoice { id: string; total: number; customer: Customer }',
    ]);
    expect(locations.map((one) => [one.uri, one.range.start.line])).toEqual([
      [invoiceUri, 0],
      [invoiceUri, 1],
    ]);
    expect(provenance).toMatchObject([{ name: 'Customer' }, { name: 'Invoice', reason: expect.any(String) }]);
    expect(dropped).toBe(0);
    expect(tokens).toBe(provenance.reduce((sum, one) => sum + one.tokens, 0));
  });

  test.each([1, 8, 12, 20, 40])('keeps within %i tokens and says what it left out', async (budget) => {
    const { provenance: all } = await types({});
    const { contents, provenance, dropped } = await types({ budget });
    const spent = contents.reduce((sum, { value }) => sum + tokenizerFor('embedded').count(value), 0);
    expect(spent).toBeLessThanOrEqual(budget);
    expect(contents.length + dropped).toBe(2);
    const left = all.filter(({ name }) => !provenance.some((one) => one.name === name));
    expect(left.every(({ tokens }) => tokens > budget - spent)).toBe(true);
  });
});

describe.each(['chatlsp/retrieveRelevantHeaders', 'textDocument/relevantHeaders'])('%s', (method) => {
  test('gives what yields the type, best first', async () => {
    const { contents, provenance } = await editor.request<DeclarationsResult>(method, hole);
    expect(contents[0]?.value).toContain('makeInvoice(customer: Customer): Invoice');
    expect(provenance[0]).toMatchObject({ name: 'makeInvoice', reason: expect.stringContaining('Invoice') });
    const scores = provenance.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
});

describe('chatlsp/errorReport', () => {
  const report = (params: object) =>
    editor.request<ErrorReportResult>('chatlsp/errorReport', { textDocument: { uri }, ...params });

  test('is empty for a completion that adds no error', async () => {
    expect(await report({ position, completion: 'makeInvoice(customer)' })).toMatchObject({
      verdict: 'clean',
      content: { value: '' },
      errors: [],
    });
  });

  test('says what is wrong, for a model and as data', async () => {
    const { verdict, content, errors } = await report({ position, completion: 'customer' });
    expect(verdict).toBe('adds errors');
    expect(content.value).toMatch(
      /^Error in term \(line 4\):\n {2}customer\nNature of error: .*'Customer'.*'Invoice'/,
    );
    for (const declared of ['export interface Invoice', 'export function send'])
      expect(content.value).toContain(`Declared in invoice.ts:\n  ${declared}`);
    const end = { line: position.line, character: position.character + 'customer'.length };
    expect(errors).toMatchObject([{ uri, range: { start: position, end }, place: 'completion' }]);
  });

  test('says what can be put right', async () => {
    const { fixed } = await report({ position, completion: 'makeInvoise(customer)' });
    expect(fixed).toMatchObject({
      verdict: 'clean',
      completion: 'makeInvoice(customer)',
      edits: [],
      content: { value: '' },
    });
  });

  test('takes a completion that stands in the document already', async () => {
    const start = text.indexOf('makeInvoice(customer);');
    const end = start + 'makeInvoice(customer);'.length;
    const range = { start: positionAt(text, start), end: positionAt(text, end) };
    expect((await report({ range })).verdict).toBe('clean');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('what cannot be answered is an error of one sentence', () => {
  const methods = ['chatlsp/expectedType', 'chatlsp/errorReport', 'textDocument/relevantTypes'];
  test.each([
    [methods[0]!, 'nothing', /^Give the params as an object\.$/],
    [methods[0]!, { position }, /^Name the document/],
    [methods[0]!, { textDocument: { uri } }, /^"position" takes/],
    [methods[0]!, { ...hole, position: { line: -1, character: 0 } }, /^"position" takes/],
    [
      methods[0]!,
      { ...hole, textDocument: { uri: 'file:///no.ts' } },
      /is not open: send textDocument\/didOpen first\.$/,
    ],
    [methods[2]!, { ...hole, budget: 0 }, /^"budget" takes a whole number/],
    [methods[1]!, hole, /^Give the text to check/],
    [methods[1]!, { textDocument: { uri }, range: { start: position } }, /^"range\.end" takes/],
    ['chatlsp/aiTutorial', {}, /^Name the document/],
  ])('%s %j', async (method, params, message) => {
    await expect(editor.request(method, params)).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(message),
    });
  });

  test('a cancelled request', async () => {
    const cancelling = new CancellationTokenSource();
    const asked = editor.connection.sendRequest('chatlsp/expectedType', hole, cancelling.token);
    cancelling.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    expect(await editor.request('chatlsp/expectedType', hole)).toMatchObject({ kind: 'argument' });
  });
});

test('a document by syntax alone has its kind and says that it has no engine', async () => {
  const script = uriOf(shop.path('script.py'));
  await editor.open(script, 'python', 'def f(a):\n  return \n');
  const at = { textDocument: { uri: script }, position: { line: 1, character: 9 } };
  expect(await editor.request('chatlsp/expectedType', at)).toMatchObject({
    engine: null,
    content: { value: '' },
  });
  expect(await editor.request('chatlsp/errorReport', { ...at, completion: 'a' })).toMatchObject({
    verdict: 'unchecked',
    why: expect.any(String),
  });
});

test('keyhole/inspectHole tells all of a hole in words', async () => {
  const at = { uri, position: { line: position.line + 1, column: position.character + 1 } };
  expect(await editor.request('keyhole/inspectHole', at)).toMatch(
    /^main\.ts:4:8\nkind +argument\nexpected type +Invoice\n/,
  );
  expect(await editor.request('keyhole/inspectHole', { ...at, uri: 'file:///no.ts' })).toBeNull();
});

test('nothing but the protocol is printed, and nothing was wrong', () => {
  expect(editor.heard.stderr).toBe('');
  expect(editor.heard.messages).toEqual([]);
});
