/**
 * What a person has said about the context: what must be in it, what must not, and how much is shown of what.
 * A rule is kept as it was written; `ruleProblem` says what is wrong with one.
 */

import { isFields } from './check-settings.ts';
import { type Level, levels } from './trace.ts';

/**
 * A path or glob relative to the repository (`src/**`, `*.gen.ts`; without a slash it is about names of files
 * in any folder, and a folder stands for all that lies in it), `path#Symbol`, or `#Symbol`. A member is
 * `#Holder.member`.
 */
export type Rule = string;

export interface LevelRule {
  readonly rule: Rule;
  readonly level: Level;
}

export interface Steering {
  /** What comes first. */
  readonly pins: readonly Rule[];
  /** What never appears; stronger than a pin. */
  readonly bans: readonly Rule[];
  /** What is shown at this level or not at all; of several that match the last one counts. */
  readonly levels: readonly LevelRule[];
}

export const noSteering: Steering = { pins: [], bans: [], levels: [] };

/** What is wrong with a rule, in a sentence, or `undefined`. */
export function ruleProblem(rule: unknown): string | undefined {
  if (typeof rule !== 'string') return `A rule is a text, not ${JSON.stringify(rule)}.`;
  const { path, symbol } = ruleParts(rule);
  const said = `The rule "${rule}"`;
  if (rule.trim() === '') return 'A rule is empty: write a path, a glob, "path#Symbol" or "#Symbol".';
  if (symbol === '') return `${said} names no symbol after "#": write "path#Symbol" or "#Symbol".`;
  if (symbol !== undefined && /[\s#/\\]/.test(symbol))
    return `${said} has "${symbol}" after "#", which is no symbol: write "path#Symbol", for a member "#Holder.member".`;
  if (path.startsWith('!')) return `${said} starts with "!": to leave something out, ban it without "!".`;
  if (path.split(/[/\\]/).includes('..'))
    return `${said} leaves the repository: write a path from the repository's folder on.`;
  return hasOpenBracket(path) ? `${said} has a "[" without its "]".` : undefined;
}

export interface RuleParts {
  readonly path: string;
  readonly symbol?: string;
}

/** The parts of a rule: `path` may be empty, `symbol` is `undefined` without a `#`. */
export function ruleParts(rule: Rule): RuleParts {
  const at = rule.lastIndexOf('#');
  if (at < 0) return { path: rule.trim() };
  return { path: rule.slice(0, at).trim(), symbol: rule.slice(at + 1).trim() };
}

function hasOpenBracket(path: string): boolean {
  return /\[/.test(path.replace(/\[[!^]?\]?[^\]]*\]/g, ''));
}

/** `RULE=LEVEL` as a rule for a level, or what is wrong with it in a sentence. */
export function levelRule(written: string): LevelRule | string {
  const at = written.lastIndexOf('=');
  const level = levels.find((one) => one === written.slice(at + 1).trim());
  const rule = written.slice(0, Math.max(0, at)).trim();
  if (at < 0 || !level) return `"${written}" is not RULE=LEVEL: the levels are ${levels.join(', ')}.`;
  return ruleProblem(rule) ?? { rule, level };
}

export interface CheckedSteering {
  readonly steering: Steering;
  /** A sentence for each thing that is left out because it is wrong. */
  readonly problems: readonly string[];
}

/** Takes over what is right of a value from outside: a request, a file. */
export function checkSteering(found: unknown): CheckedSteering {
  if (!isFields(found))
    return {
      steering: noSteering,
      problems: ['What steers the context is an object with "pins", "bans" and "levels".'],
    };
  const problems: string[] = [];
  const note = (problem: string | undefined): boolean => {
    if (problem !== undefined) problems.push(problem);
    return problem === undefined;
  };
  const listOf = (name: string): readonly unknown[] => {
    const value = found[name] ?? [];
    if (Array.isArray(value)) return value;
    note(`"${name}" is a list.`);
    return [];
  };
  const rulesOf = (name: string): Rule[] =>
    listOf(name).flatMap((rule) => (note(ruleProblem(rule)) && typeof rule === 'string' ? [rule] : []));
  const levelsOf = listOf('levels').flatMap((one) => {
    const given = levelRuleOf(one);
    return typeof given === 'string' ? (note(given), []) : [given];
  });
  return { steering: { pins: rulesOf('pins'), bans: rulesOf('bans'), levels: levelsOf }, problems };
}

function levelRuleOf(found: unknown): LevelRule | string {
  if (!isFields(found)) return 'One of the "levels" is no object with "rule" and "level".';
  return levelRule(`${String(found.rule ?? '')}=${String(found.level ?? '')}`);
}
