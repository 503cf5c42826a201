/** Which rules of a person's steering are about an item. */

import type { ContextItem } from '../context/context.ts';
import { type LevelRule, type Rule, ruleParts, type Steering } from '../protocol/protocol.ts';
import { decision, parseIgnoreFile, relativePath } from '../text/text.ts';

/** What was said of one item. */
export interface Said {
  readonly pin?: Rule;
  readonly ban?: Rule;
  readonly level?: LevelRule;
}

type Test = (item: ContextItem) => boolean;

/** Finds what was said of an item of the repository at `root`; what is banned is not pinned. */
export function steer({ pins, bans, levels }: Steering, root: string): (item: ContextItem) => Said {
  const pinned = pins.map((rule) => ({ rule, isAbout: testOf(rule, root) }));
  const banned = bans.map((rule) => ({ rule, isAbout: testOf(rule, root) }));
  const levelled = levels.map((own) => ({ own, isAbout: testOf(own.rule, root) }));
  return (item) => {
    const ban = banned.find(({ isAbout }) => isAbout(item))?.rule;
    if (ban !== undefined) return { ban };
    const pin = pinned.find(({ isAbout }) => isAbout(item))?.rule;
    const level = levelled.findLast(({ isAbout }) => isAbout(item))?.own;
    return { ...(pin === undefined ? {} : { pin }), ...(level ? { level } : {}) };
  };
}

function testOf(rule: Rule, root: string): Test {
  const { path, symbol } = ruleParts(rule);
  const isInPath = path === '' ? () => true : pathTest(path, root);
  return (item) => (symbol === undefined || isNamed(item, symbol)) && isInPath(item.symbol.path);
}

function isNamed({ symbol: { name, container } }: ContextItem, wanted: string): boolean {
  return wanted === name || (container !== undefined && wanted === `${container}.${name}`);
}

/** Paths as in a `.gitignore`: a folder that matches stands for all that lies in it. */
function pathTest(written: string, root: string): (path: string) => boolean {
  const rules = parseIgnoreFile(relativePath(written, root), '');
  return (path) => {
    const parts = relativePath(path, root).split('/');
    return parts.some((_, at) => {
      const kind = at === parts.length - 1 ? 'file' : 'folder';
      return decision(rules, parts.slice(0, at + 1).join('/'), kind) === true;
    });
  };
}
