/** `keyhole steer`: what is pinned and banned in a repository, and kept outside of it. */

import { join } from 'node:path';
import { KeptSteering, repositoryOf } from '../host/host.ts';
import { noSteering, type Rule, type Steering } from '../protocol/protocol.ts';
import { json, write } from './commands.ts';
import { folderAt } from './repository.ts';
import type { CommonOptions } from './settings.ts';
import { toStandardError } from './standard-error.ts';
import { type SteeringOptions, steeringOf, withGiven } from './steering.ts';
import { UsageError } from './usage-error.ts';

interface SteerOptions extends CommonOptions, SteeringOptions {
  readonly forget?: readonly string[];
}

/** Prints what is kept of a repository; adds to it and takes from it first. @throws {UsageError} for a rule that is none. */
export async function steer(folder: string | undefined, options: SteerOptions): Promise<void> {
  const given = steeringOf(options);
  const root = repositoryOf(join(await folderAt(folder ?? '.', 'steer'), 'any'));
  const store = new KeptSteering(root, toStandardError);
  const before = forgetting(store.steering, options.forget ?? []);
  const after = withGiven(before, given);
  if (JSON.stringify(after) !== JSON.stringify(store.steering)) store.keep(after);
  write(options.json ? json(after) : listed(after));
}

/** @throws {UsageError} for a rule that is not kept. */
function forgetting(kept: Steering, rules: readonly string[]): Steering {
  if (rules.includes('all')) return noSteering;
  const known = [...kept.pins, ...kept.bans, ...kept.levels.map(({ rule }) => rule)];
  const unknown = rules.find((rule) => !known.includes(rule));
  if (unknown !== undefined)
    throw new UsageError(
      `There is no rule "${unknown}" to forget: "keyhole steer" lists those that are kept.`,
    );
  const isKept = (rule: Rule) => !rules.includes(rule);
  return {
    pins: kept.pins.filter(isKept),
    bans: kept.bans.filter(isKept),
    levels: kept.levels.filter(({ rule }) => isKept(rule)),
  };
}

function listed({ pins, bans, levels }: Steering): string {
  const lines = [
    ...pins.map((rule) => `pin    ${rule}`),
    ...bans.map((rule) => `ban    ${rule}`),
    ...levels.map(({ rule, level }) => `level  ${rule}=${level}`),
  ];
  return lines.length === 0 ? 'Nothing is pinned or banned here.\n' : `${lines.join('\n')}\n`;
}
