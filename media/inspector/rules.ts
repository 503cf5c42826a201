/** What a person sets for an item, its file or a pattern, as rules; each change gives new rules. */

import type { Level, Rule, Steering, TracedItem } from '../../server/protocol/protocol.ts';

export type RuleKind = 'pin' | 'ban' | Level;

/** One line of the list of everything that is set. */
export interface SetRule {
  readonly rule: Rule;
  readonly kind: RuleKind;
}

/** The rule for one item, or for its whole file. */
export function ruleFor({ path, symbol, kind }: Pick<TracedItem, 'path' | 'symbol' | 'kind'>): Rule {
  return kind === 'chunk' || /[\s#/\\]/.test(symbol) ? path : `${path}#${symbol}`;
}

export function rulesOf({ pins, bans, levels }: Steering): SetRule[] {
  return [
    ...pins.map((rule) => ({ rule, kind: 'pin' as const })),
    ...bans.map((rule) => ({ rule, kind: 'ban' as const })),
    ...levels.map(({ rule, level }) => ({ rule, kind: level })),
  ];
}

export function steeringOf(rules: readonly SetRule[]): Steering {
  const of = (wanted: RuleKind) => rules.filter(({ kind }) => kind === wanted).map(({ rule }) => rule);
  return {
    pins: of('pin'),
    bans: of('ban'),
    levels: rules.flatMap(({ rule, kind }) =>
      kind === 'pin' || kind === 'ban' ? [] : [{ rule, level: kind }],
    ),
  };
}

/** With this rule: it takes the place of others for the same, a pin and a ban of each other's, a level of another's. */
export function withRule(steering: Steering, added: SetRule): Steering {
  const others = rulesOf(steering).filter(
    (one) => one.rule !== added.rule || isLevel(one) !== isLevel(added),
  );
  return steeringOf([...others, added]);
}

export function withoutRule(steering: Steering, gone: SetRule): Steering {
  return steeringOf(rulesOf(steering).filter(({ rule, kind }) => rule !== gone.rule || kind !== gone.kind));
}

/** Sets a rule, or takes it back where it is set. */
export function toggled(steering: Steering, rule: SetRule): Steering {
  return has(steering, rule) ? withoutRule(steering, rule) : withRule(steering, rule);
}

export function has(steering: Steering, { rule, kind }: SetRule): boolean {
  return rulesOf(steering).some((one) => one.rule === rule && one.kind === kind);
}

/** The level that is forced for just this rule, if any. */
export function forcedLevel({ levels }: Steering, rule: Rule): Level | undefined {
  return levels.findLast((one) => one.rule === rule)?.level;
}

function isLevel({ kind }: SetRule): boolean {
  return kind !== 'pin' && kind !== 'ban';
}
