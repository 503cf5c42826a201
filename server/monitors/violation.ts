/** A break of a rule: where it is, and what may be written instead. */

import type { Cursor } from '../syntax/syntax.ts';
import { meantBy, type Rule } from './monitor.ts';
import type { Site } from './sites.ts';

/** Where and how a text broke a rule. */
export interface Violation {
  readonly monitor: string;
  /** What of the completion may stay. */
  readonly kept: string;
  /** What stood there and may not. */
  readonly found: string;
  /** What may be written from there on, without what is typed before the cursor; none for a wrong count. */
  readonly names: readonly string[];
  /** Those of them that fit the expected type. */
  readonly fitting: readonly string[];
  /** What may stand instead where no name helps. */
  readonly instead?: string;
}

/** Whether what stands at a place is none of the names, or cannot become one. */
export function breaks({ name, ended, instead }: Site, { names, open = [], unnamed }: Rule): boolean {
  if (instead) return !unnamed;
  if (name === '' && !ended) return false;
  if (open.some((one) => name.startsWith(one) || (!ended && one.startsWith(name)))) return false;
  return ended ? !names.includes(name) : !names.some((one) => one.startsWith(name));
}

/** `written` is the completion with what breaks the rule. */
export function violationOf(
  { start, name, instead }: Site,
  rule: Rule,
  written: string,
  { offset, document }: Cursor,
): Violation {
  const typed = document.text.slice(Math.min(start, offset), offset);
  const left = (names: readonly string[]) =>
    names.filter((one) => one.startsWith(typed)).map((one) => one.slice(typed.length));
  return {
    monitor: rule.monitor,
    kept: written.slice(0, Math.max(0, start - offset)),
    found: name.slice(typed.length) || (instead?.text ?? name),
    names: left(meantBy(rule)),
    fitting: left(rule.fitting ?? []),
  };
}
