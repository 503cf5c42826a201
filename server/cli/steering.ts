/** `--pin`, `--ban` and `--level`: what a person says about the context. */

import { levelRule, type Rule, ruleProblem, type Steering } from '../protocol/protocol.ts';
import { UsageError } from './usage-error.ts';

/** Options that steer the context; each may be given several times. */
export interface SteeringOptions {
  readonly pin?: readonly string[];
  readonly ban?: readonly string[];
  readonly level?: readonly string[];
}

/** @throws {UsageError} for a rule that is none. */
export function steeringOf({ pin = [], ban = [], level = [] }: SteeringOptions): Steering {
  const levels = level.map((written) => {
    const rule = levelRule(written);
    if (typeof rule === 'string') throw new UsageError(`--level: ${rule}`);
    return rule;
  });
  return { pins: checked(pin, '--pin'), bans: checked(ban, '--ban'), levels };
}

function checked(rules: readonly string[], option: string): readonly Rule[] {
  for (const rule of rules) {
    const problem = ruleProblem(rule);
    if (problem) throw new UsageError(`${option}: ${problem}`);
  }
  return rules;
}

/** What was kept and what was given, the given one last; a rule that was given both ways is as it was given. */
export function withGiven(kept: Steering, given: Steering): Steering {
  const without = (rules: readonly Rule[], others: readonly Rule[]) =>
    rules.filter((rule) => !others.includes(rule));
  const levelled = new Set(given.levels.map(({ rule }) => rule));
  return {
    pins: [...new Set([...without(kept.pins, given.bans), ...given.pins])],
    bans: [...new Set([...without(kept.bans, given.pins), ...given.bans])],
    levels: [...kept.levels.filter(({ rule }) => !levelled.has(rule)), ...given.levels],
  };
}
