/**
 * The inspector's page alone, in a browser: milliseconds from the message with a request of N items until it is on the
 * screen, cold (a fresh page) and warm (the next request), beside the same page that draws every row of its list.
 *
 *   node test/bench/inspector.ts [--items 2000] [--runs 7]
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { InspectedRequest, ToPage } from '../../server/protocol/protocol.ts';
import { projectRoot } from '../support/sources.ts';
import { keptItem, traceWith } from '../support/traces.ts';
import { launchBrowser } from '../vscode/rig/browser.ts';

const { values } = parseArgs({ options: { items: { type: 'string' }, runs: { type: 'string' } } });
const [items, runs] = [Number(values.items ?? 2_000), Number(values.runs ?? 7)];
const read = (name: string) => readFileSync(join(projectRoot, 'dist/media', name), 'utf8');

const sources = ['types', 'headers', 'members', 'imports', 'similar code'];
const levels = ['name', 'signature', 'skeleton', 'body'] as const;

function requestOf(id: string): InspectedRequest {
  const all = Array.from({ length: items }, (_, at) =>
    keptItem({
      symbol: `Request${id}.member${at}`,
      path: `src/folder${at % 31}/file${at % 211}.ts`,
      source: sources[at % sources.length] ?? '',
      level: levels[at % levels.length] ?? 'body',
      tokens: 5 + ((at * 37) % 300),
      score: ((at * 53) % 100) / 100,
      reason: 'returns `Invoice`, the type that this argument expects, reached through `customer`',
      id: `/r/file${at}.ts#${at}`,
    }),
  );
  const half = all
    .slice(items / 2)
    .map((item) => ({ ...item, why: 'The budget of 1024 tokens was used up.' }));
  const prompt = [
    { kind: 'context' as const, origin: '', text: 'const a = 1;\n'.repeat(400), tokens: 2_000 },
  ];
  const trace = traceWith({ id, kept: all.slice(0, items / 2), dropped: half, prompt });
  const { file, line, column, model, budget, contextTokens } = trace;
  const place = { uri: 'file:///r/src/main.ts', folder: '/r', file, line, column };
  const summary = {
    id,
    feature: 'completion',
    by: 'typing',
    model,
    budget,
    contextTokens,
    at: 0,
    ms: 12,
  } as const;
  return { summary: { ...summary, ...place }, trace };
}

/** In the page: hands over a message and waits for the frame after the one that shows it. */
const shownAfter = (message: ToPage, first: string) => `new Promise((resolve) => {
  const start = performance.now();
  window.postMessage(${JSON.stringify(message)}, '*');
  const look = () => document.querySelector('.item .name')?.textContent === ${JSON.stringify(first)}
    ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
    : requestAnimationFrame(look);
  look();
})`;

async function openPage(page: Page, style: string): Promise<void> {
  await page.setContent(
    `<body class="tab vscode-dark"><style>${read('inspector.css')}${style}</style><div id="inspector"></div></body>`,
  );
  await page.evaluate('window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })');
  await page.evaluate(read('inspector.js'));
}

interface Measured {
  readonly cold: number;
  readonly warm: number;
  readonly rows: number;
}

async function measure(page: Page, style: string): Promise<Measured> {
  await openPage(page, style);
  const [first, second] = [requestOf('1'), requestOf('2')];
  const list = (requests: ToPage & { kind: 'requests' }) =>
    page.evaluate(`window.postMessage(${JSON.stringify(requests)}, '*')`);
  await list({ kind: 'requests', requests: [first.summary] });
  const shown = (request: InspectedRequest) =>
    shownAfter({ kind: 'request', request }, request.trace.kept[0]?.symbol ?? '');
  const cold = await page.evaluate<number>(shown(first));
  await list({ kind: 'requests', requests: [second.summary, first.summary] });
  const warm = await page.evaluate<number>(shown(second));
  return { cold, warm, rows: await page.locator('.item').count() };
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

const browser = await launchBrowser();
try {
  const ways = { 'rows in sight': '', 'every row': '.grid { height: 200000px !important }' };
  const found = new Map<string, Measured[]>(Object.keys(ways).map((name) => [name, []]));
  for (let run = 0; run < runs; run++)
    for (const [name, style] of Object.entries(ways)) {
      // What an earlier page has set up must not listen to this one's messages.
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      found.get(name)?.push(await measure(page, style));
      await page.close();
    }
  console.log(`${items} items, median of ${runs} runs`);
  for (const [name, all] of found) {
    const of = (part: keyof Measured) => median(all.map((one) => one[part])).toFixed(0);
    console.log(
      `${name.padEnd(14)} cold ${of('cold')} ms, next request ${of('warm')} ms, ${of('rows')} rows drawn`,
    );
  }
} finally {
  await browser.close();
}
