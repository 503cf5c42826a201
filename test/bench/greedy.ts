/**
 * The greedy selection beside the optimum, which dynamic programming over tokens finds, on what is found at real holes:
 * value, levels and time at each budget. `npm run bench:greedy -- [--cursors N] [--seed S] [--budgets 128,512] DIR...`
 */

import { parseArgs } from 'node:util';
import { budgetFor } from '../../server/layout/layout.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { noSteering } from '../../server/protocol/protocol.ts';
import { chainOf } from '../../server/selection/chain.ts';
import { collapse } from '../../server/selection/collapse.ts';
import { type Candidate, candidateOf, incrementsOf } from '../../server/selection/increments.ts';
import { steer } from '../../server/selection/steering.ts';
import { placeOf, score } from '../../server/selection/selection.ts';
import { cursorWithoutTree } from '../../server/syntax/syntax.ts';
import { type ContextCase, eachCase } from './context-cases.ts';
import { repositories } from './repositories.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    cursors: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    budgets: { type: 'string', default: '128,512,2048,8192' },
  },
  allowPositionals: true,
});
const budgets = values.budgets.split(',').map(Number);
const tokenizer = tokenizerFor('embedded');

/** Sums over holes for one budget. */
const sums = budgets.map((tokens) => ({
  tokens,
  greedy: 0,
  optimum: 0,
  worst: 1,
  greedyMs: 0,
  optimumMs: 0,
}));
let holes = 0;

/** Costs that add up: each item pays for the line that names its file. */
function candidatesOf({ hole, assembled }: ContextCase, root: string): readonly Candidate[] {
  const { path, language, text, offset } = hole;
  const place = placeOf(cursorWithoutTree({ path, language, text }, offset));
  const style = { root, path, language, order: 'best last' } as const;
  const budget = budgetFor(0, tokenizer, style);
  const alone = {
    ...budget,
    overhead: (item: Candidate['item']) => budget.overhead(item) + budget.header(item),
  };
  const seen = { path, range: { start: 0, end: text.length } };
  const { distinct } = collapse(score(assembled[0]?.items ?? [], place), seen);
  const saidOf = steer(noSteering, root);
  return distinct.map((one) => candidateOf(one, saidOf(one.item), alone));
}

function greedy(candidates: readonly Candidate[], tokens: number): number {
  let [spent, value] = [0, 0];
  for (const step of chainOf(candidates, () => 0)) {
    if (spent + step.tokens > tokens) break;
    spent += step.tokens;
    value += step.gain;
  }
  return value;
}

/** The most value at each number of tokens (multiple-choice knapsack, one level of each item or none). */
function optimum(candidates: readonly Candidate[], tokens: number): number {
  let best = new Float64Array(tokens + 1);
  for (const candidate of candidates) {
    const levels = candidate.choices.flatMap((choice) =>
      incrementsOf({ ...candidate, choices: [choice] }, 0),
    );
    const next = Float64Array.from(best);
    for (const { tokens: cost, value } of levels)
      for (let room = cost; room <= tokens; room++)
        next[room] = Math.max(next[room] ?? 0, (best[room - cost] ?? 0) + value);
    best = next;
  }
  return best[tokens] ?? 0;
}

function add(one: ContextCase, root: string): void {
  const candidates = candidatesOf(one, root);
  holes++;
  for (const sum of sums) {
    const start = performance.now();
    const found = greedy(candidates, sum.tokens);
    const between = performance.now();
    const most = optimum(candidates, sum.tokens);
    sum.greedyMs += between - start;
    sum.optimumMs += performance.now() - between;
    sum.greedy += found;
    sum.optimum += most;
    sum.worst = Math.min(sum.worst, most === 0 ? 1 : found / most);
  }
}

for (const repository of repositories(positionals)) {
  using _ = repository;
  const options = { count: Number(values.cursors), seed: Number(values.seed), budgets: [512] };
  await eachCase(repository, { ...options, withBaselines: false, holes: 'each kind' }, (one) =>
    add(one, repository.root),
  );
}
for (const { tokens, greedy: found, optimum: most, worst, greedyMs, optimumMs } of sums) {
  const share = (part: number) => `${(100 * part).toFixed(1)} %`;
  console.log(
    `${String(tokens).padStart(5)} tokens: greedy has ${share(found / most)} of the optimum's value over ${holes} holes, ${share(worst)} at worst; ${(greedyMs / holes).toFixed(2)} ms against ${(optimumMs / holes).toFixed(2)} ms`,
  );
}
