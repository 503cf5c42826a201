/** The conditional logit: one of several options is chosen, the likelier the greater its weighted sum (McFadden 1974). */

import { type FitOptions, pullOf, solve } from './logistic.ts';

export interface Choice {
  /** What is known of each option, in the order of the weights. */
  readonly options: readonly (readonly number[])[];
  /** Place of the one that was chosen; -1 where it is not among them. */
  readonly chosen: number;
}

/** The weights under which the choices are likeliest, pulled towards 0 by a ridge; by Newton's method, damped. */
export function fitChoice(
  choices: readonly Choice[],
  { inputs, ridge, rounds = 25 }: FitOptions,
): readonly number[] {
  const known = choices.filter(({ chosen }) => chosen >= 0);
  const costOf = (weights: readonly number[]) =>
    known.reduce((sum, one) => sum + lossOf(one, weights), 0) + (ridge / 2) * sum2(weights);
  let weights: readonly number[] = Array.from({ length: inputs }, () => 0);
  for (let round = 0; round < rounds; round++) {
    const { slope, curve } = pullOf(weights, ridge);
    for (const choice of known) addChoice(choice, weights, { slope, curve });
    const step = solve(curve, slope);
    const cost = costOf(weights);
    const further = [1, 0.5, 0.25, 0.1, 0.03, 0.01]
      .map((share) => weights.map((weight, at) => weight + share * step[at]!))
      .find((tried) => costOf(tried) < cost);
    if (!further) break;
    weights = further;
  }
  return weights;
}

function sum2(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one ** 2, 0);
}

/** How surprising a choice is, in nats. */
export function lossOf({ options, chosen }: Choice, weights: readonly number[]): number {
  const scores = options.map((one) => scoreOf(one, weights));
  const best = Math.max(...scores);
  return best + Math.log(scores.reduce((sum, one) => sum + Math.exp(one - best), 0)) - scores[chosen]!;
}

/** Adds what one choice says of the slope, and of the curve: how its options vary under the weights. */
function addChoice(
  { options, chosen }: Choice,
  weights: readonly number[],
  { slope, curve }: { readonly slope: Float64Array; readonly curve: readonly Float64Array[] },
): void {
  const scores = options.map((one) => scoreOf(one, weights));
  const best = Math.max(...scores);
  const odds = scores.map((one) => Math.exp(one - best));
  const total = odds.reduce((sum, one) => sum + one, 0);
  const mean = Float64Array.from(weights, () => 0);
  options.forEach((one, at) => one.forEach((value, input) => (mean[input]! += (odds[at]! / total) * value)));
  options[chosen]!.forEach((value, input) => (slope[input]! += value - mean[input]!));
  options.forEach((one, at) => {
    const share = odds[at]! / total;
    if (share < 1e-9) return;
    const away = one.map((value, input) => value - mean[input]!);
    for (const [input, value] of away.entries())
      for (const [other, second] of away.entries()) curve[input]![other]! += share * value * second;
  });
}

/** The 1-based rank of what was chosen; infinite where it is not among the options. */
export function rankIn({ options, chosen }: Choice, weights: readonly number[]): number {
  if (chosen < 0) return Number.POSITIVE_INFINITY;
  const own = scoreOf(options[chosen]!, weights);
  return 1 + options.filter((one, at) => at !== chosen && scoreOf(one, weights) >= own).length;
}

function scoreOf(option: readonly number[], weights: readonly number[]): number {
  return option.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
}
