/** Which rules of a person's steering are about an item. */

import type { ContextItem } from '../context/context.ts';
import {
  type Level,
  type LevelRule,
  type Rule,
  ruleParts,
  type Steering,
  type Trace,
} from '../protocol/protocol.ts';
import { pathRule } from '../text/text.ts';

/** What was said of one item. */
export interface Said {
  readonly pin?: Rule;
  /** The rule that bans the item, or some of its levels. */
  readonly ban?: Rule;
  readonly level?: LevelRule;
  /** Whether what it shows at this level is banned. */
  isBanned(level: Level): boolean;
}

interface Test {
  readonly rule: Rule;
  /** Whether the rule is about the item itself. */
  isAbout(item: ContextItem): boolean;
  /** Whether the item shows at this level what the rule is about. */
  shows(item: ContextItem, level: Level): boolean;
}

/** Finds what was said of an item of the repository at `root`. */
export function steer({ pins, bans, levels }: Steering, root: string): (item: ContextItem) => Said {
  const pinned = pins.map((rule) => testOf(rule, root));
  const banned = bans.map((rule) => testOf(rule, root));
  const levelled = levels.map((own) => ({ own, test: testOf(own.rule, root) }));
  return (item) => {
    const ban = banned.find((test) => test.isAbout(item)) ?? banned.find((test) => test.shows(item, 'body'));
    const pin = pinned.find((test) => test.isAbout(item));
    const level = levelled.findLast(({ test }) => test.isAbout(item))?.own;
    return {
      ...(pin && { pin: pin.rule }),
      ...(ban && { ban: ban.rule }),
      ...(level && { level }),
      isBanned: (at) => banned.some((test) => test.isAbout(item) || test.shows(item, at)),
    };
  };
}

function testOf(rule: Rule, root: string): Test {
  const { path, symbol } = ruleParts(rule);
  const isInPath = path === '' ? () => true : pathRule(path, root);
  return {
    rule,
    isAbout: (item) => (symbol === undefined || isNamed(item, symbol)) && isInPath(item.symbol.path),
    shows: (item, level) =>
      symbol !== undefined && isInPath(item.symbol.path) && (item.holds?.(level).includes(symbol) ?? false),
  };
}

/** What belongs to a symbol is meant with it. */
function isNamed({ symbol: { name, container } }: ContextItem, wanted: string): boolean {
  return wanted === name || wanted === container || wanted === `${container}.${name}`;
}

/** Whether a prompt shows what is banned, or names it at least. */
export function showsBanned({ kept, prompt }: Trace, { bans }: Steering, root: string): boolean {
  return bans.some((rule) => {
    const { path, symbol } = ruleParts(rule);
    const isInPath = path === '' ? () => true : pathRule(path, root);
    const name = symbol?.replace(/^.*\./, '') ?? '';
    const isNamedIn = prompt.some(({ kind, text }) => kind === 'context' && text.includes(name));
    return isNamedIn && kept.some((item) => isInPath(item.path));
  });
}
