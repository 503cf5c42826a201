/**
 * Fits the table of `server/selection/level-worth.ts`: of what is needed and declared within an item (named within it,
 * where it is a stretch of lines) the share that each level spells, by what the item is. `node test/bench/fit-levels.ts [--cursors N] [--seed S] [--write] DIR...`
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ContextItem } from '../../server/context/context.ts';
import { type Level, levels } from '../../server/protocol/protocol.ts';
import { type ItemShape, type LevelWorth, shapeOf } from '../../server/selection/level-worth.ts';
import { projectRoot } from '../support/sources.ts';
import { type ContextCase, eachCase } from './context-cases.ts';
import type { Hole, NeededSymbol } from './needed-symbols.ts';
import { repositories } from './repositories.ts';
import { spells } from './shown-pieces.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    cursors: { type: 'string', default: '60' },
    seed: { type: 'string', default: '7' },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** What a bare name is worth beside a declaration. */
const bareName = 0.2;
/** Share of the worth that goes by letters: a text says more than the names that can be counted. */
const beyondNames = 0.1;

const sums = new Map<ItemShape, { items: number; shares: Record<Level, number> }>();
const zero = { name: 0, signature: 0, skeleton: 0, pruned: 0, body: 0 };

function add({ hole, assembled }: ContextCase): void {
  const items = assembled[0]?.items ?? [];
  // What an item of its own shows member by member, no other is needed for.
  const members = new Set(items.flatMap(({ members: own = [] }) => own.map(({ name }) => name)));
  for (const item of items) {
    const within = item.members ? [] : namesWithin(item, hole);
    const names = item.symbol.kind === 'chunk' ? within : within.filter((name) => !members.has(name));
    if (names.length === 0) continue;
    const shape = shapeOf(item);
    const sum = sums.get(shape) ?? { items: 0, shares: { ...zero } };
    sums.set(shape, sum);
    sum.items++;
    const body = item.render('body') ?? '';
    let text = '';
    for (const level of levels) {
      text = item.render(level) ?? text;
      const said = names.filter((name) => spells(text, name)).length / names.length;
      const declared = level === 'name' ? bareName * said : said;
      const letters = Math.min(1, text.length / Math.max(1, body.length));
      sum.shares[level] += (1 - beyondNames) * declared + beyondNames * letters;
    }
  }
}

/** What is needed and declared within an item; of a stretch of lines, what these name. */
function namesWithin({ symbol: { kind, path, range }, render }: ContextItem, { needed }: Hole): string[] {
  const body = render('body') ?? '';
  const isWithin = ({ declared }: NeededSymbol) =>
    declared.some((one) => one.path === path && range.start <= one.nameStart && one.nameStart < range.end);
  return needed
    .filter((one) => spells(body, one.name) && (kind === 'chunk' || isWithin(one)))
    .map(({ name }) => name);
}

for (const repository of repositories(positionals)) {
  using _ = repository;
  const options = { count: Number(values.cursors), seed: Number(values.seed), budgets: [512] };
  await eachCase(repository, { ...options, withBaselines: false, holes: 'each kind' }, add);
}

/** A level that shows more is worth no less. */
function worthOf(items: number, shares: Readonly<Record<Level, number>>): Record<Level, number> {
  const found = { ...zero };
  let least = 0;
  for (const level of levels) {
    least = Math.max(least, shares[level] / items);
    found[level] = Math.round(100 * least) / 100;
  }
  return { ...found, body: 1 };
}

const fitted = Object.fromEntries(
  [...sums].map(([shape, { items, shares }]) => {
    const own = worthOf(items, shares);
    console.log(`${shape.padEnd(16)} ${String(items).padStart(6)} items  ${JSON.stringify(own)}`);
    return [shape, own];
  }),
) as LevelWorth;

if (values.write) {
  const path = `${projectRoot}server/selection/level-worth.ts`;
  const file = readFileSync(path, 'utf8');
  const table = JSON.stringify(fitted, undefined, 2).replace(/"(\w+)":/g, '$1:');
  writeFileSync(
    path,
    `${file.slice(0, file.indexOf('export const levelWorth'))}export const levelWorth: LevelWorth = ${table};\n`,
  );
}
