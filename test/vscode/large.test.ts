/** Files that are too large to be read as code, and a repository that takes a while to index. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { openAIServer } from '../support/openai-server.ts';
import type { Workbench } from './rig/host.ts';
import { files, httpModel, languageStatus, openReady, openShop, soon, status, statusItem } from './shop.ts';

const main = `export function last(values: number[]): number {
  return values
}
export const afterwards = 1;
`;

test.each([
  ['of over a megabyte', 'large.ts', 'export const value = 12345;\n'.repeat(40_000)],
  ['with a line of over 5,000 characters', 'long.ts', `export const all = [${'1, '.repeat(2_000)}];\n`],
])(
  'a file %s is completed from the text before the cursor, and the language status says so',
  async (_, name, start) => {
    using shop = fixture(files);
    writeFileSync(shop.path(name), start + main);
    await using model = await openAIServer(() => ['.at(-1)']);
    await using workbench = await openShop({ workspace: shop.root, machineSettings: httpModel(model) });
    await openReady(workbench, name);
    await workbench.goTo(start.split('\n').length + 1, 16);
    expect(await workbench.ghostTextAfter(' ')).toBe('.at(-1)');
    await workbench.press('Tab');
    await expect.poll(workbench.editorText, soon).toContain('return values .at(-1)');
    const prompt = model.requests.at(-1)?.prompt ?? '';
    expect(prompt).toContain('return values');
    expect(prompt).not.toContain('afterwards');
    expect(await languageStatus(workbench)).toMatch(
      /^Keyhole – prefix only \(over 1 MB, or a line over 5,000 characters\)/,
    );
    await workbench.screenshot(`keyhole-${name.replace('.ts', '')}-dark`);
  },
);

/** Of the page. */
declare const MutationObserver: new (read: () => void) => { observe(node: unknown, options: object): void };

/** Everything that the item of the status bar has said since it was first looked at. */
async function statusesOf(workbench: Workbench): Promise<() => Promise<string[]>> {
  await statusItem(workbench).waitFor();
  const said = await statusItem(workbench).evaluateHandle((item) => {
    const labels: string[] = [];
    const read = () => labels.push(item.getAttribute('aria-label') ?? '');
    new MutationObserver(read).observe(item, { attributes: true });
    return labels;
  });
  return () => said.jsonValue();
}

test('indexing is counted in the status bar', async () => {
  using shop = fixture(files);
  mkdirSync(shop.path('many'));
  for (let i = 0; i < 1_200; i++) {
    const others = Array.from(
      { length: 20 },
      (_, at) => `export function part${i}of${at}(): number { return ${at}; }\n`,
    );
    writeFileSync(shop.path(`many/part${i}.ts`), others.join(''));
  }
  await using workbench = await openShop({ workspace: shop.root });
  await workbench.openFile('main.ts');
  const statuses = await statusesOf(workbench);
  await expect
    .poll(() => workbench.statusBar(), soon)
    .toContainEqual(expect.stringMatching(/indexing .*: \d+ of \d+ files/));
  await workbench.screenshot('keyhole-indexing-dark');
  await expect.poll(() => status(workbench), { timeout: 90_000 }).toContain('Ready');
  const counts = (await statuses()).flatMap((label) => {
    const [, done, total] = /^Keyhole: Indexing (\d+) of (\d+)$/.exec(label) ?? [];
    return total === '1203' ? [Number(done)] : [];
  });
  expect(new Set(counts).size).toBeGreaterThan(2);
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
});
