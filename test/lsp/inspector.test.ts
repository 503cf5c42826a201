/** The inspector's questions, asked of the built server over stdio. */

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  exportRequestMethod,
  inspectItemMethod,
  type InspectedItem,
  type InspectedRequest,
  inspectRequestMethod,
  budgetMethod,
  noSteering,
  requestedMethod,
  requestsMethod,
  type RequestSummary,
  reselectMethod,
  runAgainMethod,
  type Steering,
  steerMethod,
  type Trace,
} from '../../server/protocol/protocol.ts';
import { type Editor, patientSettings, positionAt, startEditor, until, uriOf } from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';
import { freshFolder } from '../support/indexing.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
/** What a customer owes. */
export interface Invoice { id: string; total: number }
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
export function totalOf(invoices: Invoice[]): number { return invoices.length; }
//- /main.ts
import { type Invoice, makeInvoice } from './invoice';
export const first: Invoice = makeInvoice('a');
export function total(invoice: Invoice): number {
  return invoice.$0
}
`);
const { text, path } = shop.document;
const uri = uriOf(path);

let editor: Editor;
let id: string;
const heard: RequestSummary[] = [];
beforeAll(async () => {
  editor = await startEditor({ folders: [shop.root], initializationOptions: { acceptedCommand: true } });
  editor.connection.onNotification(requestedMethod, (summary: RequestSummary) => {
    heard.push(summary);
  });
  await editor.open(uri, 'typescript', text);
  await editor.ready();
  await editor.complete(uri, positionAt(text, shop.offset));
  id = (await editor.lastTrace(uri))?.id ?? '';
});
afterAll(async () => {
  await editor[Symbol.asyncDispose]();
  shop[Symbol.dispose]();
});

const inspected = () => editor.request<InspectedRequest>(inspectRequestMethod, { id });

describe('the inspector', () => {
  test('is told of a new request only once it has asked for them', async () => {
    expect(heard).toEqual([]);
    const [summary] = await editor.request<RequestSummary[]>(requestsMethod, {});
    expect(summary).toMatchObject({ id, file: 'main.ts', line: 4, by: 'person', folder: shop.root });
    expect(summary?.text).toMatch(/^total/);
    await editor.complete(uri, positionAt(text, shop.offset));
    await until(() => heard.length > 0);
    expect((await editor.request<RequestSummary[]>(requestsMethod, {})).map((one) => one.id)).toEqual([
      heard[0]?.id,
      id,
    ]);
  });

  test('gets the trace, with where the names of the completion come from', async () => {
    const { trace } = await inspected();
    expect(trace.outcomeTokens).toBeGreaterThan(0);
    const total = trace.attribution?.find(({ name }) => name === 'total');
    expect(total).toMatchObject({ at: [0], inTypes: true });
  });

  test('selects anew under another budget and asks no model', async () => {
    const at = (budget: number) => editor.request<Trace>(reselectMethod, { id, budget });
    const [small, large] = [await at(16), await at(4_096)];
    expect(small.contextTokens).toBeLessThanOrEqual(16);
    expect(large.contextTokens).toBeGreaterThan(small.contextTokens);
    for (const { outcome } of [small, large]) expect(outcome).toEqual({ kind: 'none', reason: 'not asked' });
    expect([large.line, large.column]).toEqual([4, 18]);
  });

  test('shows an item, kept or dropped, at every level and where it stands', async () => {
    const { trace } = await inspected();
    const item = [...trace.kept, ...trace.dropped].find(({ symbol }) => symbol === 'Invoice');
    const params = { id, item: item?.id, source: item?.source };
    const found = await editor.request<InspectedItem>(inspectItemMethod, params);
    const file = shop.files.get('invoice.ts') ?? '';
    expect(file.slice(found.range.start, found.range.end)).toMatch(/interface Invoice \{.*\}$/);
    expect(found.uri).toBe(uriOf(shop.path('invoice.ts')));
    expect(found.renderings.at(-1)?.text).toContain('total: number');
  });

  test('keeps rules for the repository, which the next selection follows, and takes them back', async () => {
    const steering: Steering = { ...noSteering, bans: ['invoice.ts', '', '!x'] };
    const kept = await editor.request<Steering>(steerMethod, { id, steering });
    expect(kept.bans).toEqual(['invoice.ts']);
    const banned = await editor.request<Trace>(reselectMethod, { id, budget: 4_096 });
    expect(banned.kept.filter((item) => item.path === 'invoice.ts')).toEqual([]);
    expect(await editor.request<Steering>(steerMethod, { id, steering: noSteering })).toEqual(noSteering);
  });

  test('runs a request again with another budget, as a new one', async () => {
    const summary = await editor.request<RequestSummary>(runAgainMethod, { id, budget: 77 });
    expect(summary).toMatchObject({ by: 'inspector', budget: 77, file: 'main.ts', line: 4 });
    expect(summary.id).not.toBe(id);
    const again = await editor.request<InspectedRequest>(inspectRequestMethod, { id: summary.id });
    expect(again.trace.outcome.kind).toBe('completion');
  });

  test('sets the budget of the window, until it is taken back', async () => {
    const budgetNow = async () => {
      await editor.complete(uri, positionAt(text, shop.offset));
      return (await editor.lastTrace(uri))?.budget;
    };
    await editor.notify(budgetMethod, { budget: 123 });
    expect(await budgetNow()).toBe(123);
    await editor.notify(budgetMethod, { budget: null });
    expect(await budgetNow()).toBe(1_024);
  });

  test('exports the prompt as it was sent, all of it as JSON, and a report', async () => {
    const { trace } = await inspected();
    const as = (format: string) => editor.request<string>(exportRequestMethod, { id, format });
    expect(await as('prompt')).toBe(trace.prompt.map((segment) => segment.text).join(''));
    expect(JSON.parse(await as('json'))).toEqual(trace);
    expect(await as('markdown')).toMatch(/^# main\.ts:4:18\n[^]*\| item \| level \|[^]*## The prompt/);
  });

  test.each([
    [inspectRequestMethod, { id: 'gone' }],
    [reselectMethod, { id: 'gone', budget: 1 }],
    [runAgainMethod, { id: 7 }],
    [inspectItemMethod, undefined],
    [steerMethod, { id: 'gone', steering: noSteering }],
    [exportRequestMethod, { id: 'gone', format: 'json' }],
  ])('%s answers what is not kept with nothing', async (method, params) => {
    expect(await editor.request(method, params)).toBeNull();
  });
});

test('a server that is started anew knows the last requests of its folders, and asks them again', async () => {
  using storage = freshFolder();
  const options = { folders: [shop.root], initializationOptions: { storage: storage.path } };
  const before = await startEditor(options);
  await before.open(uri, 'typescript', text);
  await before.ready();
  await before.complete(uri, positionAt(text, shop.offset));
  const [asked] = await before.request<RequestSummary[]>(requestsMethod, {});
  await before.quit();

  await using after = await startEditor(options);
  expect(await after.request(requestsMethod, {})).toEqual([asked]);
  const { trace } = await after.request<InspectedRequest>(inspectRequestMethod, { id: asked?.id });
  const item = trace.kept.find(({ symbol }) => symbol === 'Invoice');
  const shown = { id: asked?.id, item: item?.id, source: item?.source };
  expect(await after.request(inspectItemMethod, shown)).toMatchObject({
    uri: uriOf(shop.path('invoice.ts')),
  });
  const again = await after.request<RequestSummary>(runAgainMethod, { id: asked?.id, budget: 77 });
  expect(again).toMatchObject({ by: 'inspector', budget: 77 });
});

test('where none are to be kept, none are, and those that were kept are deleted', async () => {
  using storage = freshFolder();
  const kept = join(storage.path, 'requests', '1-a-b.json');
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, '{}');
  const initializationOptions = { storage: storage.path };
  const settings = () => ({ ...patientSettings, keptRequests: 0 });
  const asking = await startEditor({ folders: [shop.root], initializationOptions, settings });
  await asking.open(uri, 'typescript', text);
  await asking.ready();
  await asking.complete(uri, positionAt(text, shop.offset));
  await asking.quit();
  expect(readdirSync(dirname(kept))).toEqual([]);
});

test('what was kept in another form, or only in part, is as if it had never been kept', async () => {
  using storage = freshFolder();
  const folder = join(storage.path, 'requests');
  const mark = createHash('sha256').update(shop.root).digest('hex').slice(0, 16);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `1-a-${mark}.json`), '{"format": 1, "past');
  writeFileSync(join(folder, `2-b-${mark}.json`), '{"format": 0, "past": {}}');
  const initializationOptions = { storage: storage.path };
  await using reading = await startEditor({ folders: [shop.root], initializationOptions });
  expect(await reading.request(requestsMethod, {})).toEqual([]);
});
