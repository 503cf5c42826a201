/**
 * A plain `.` stands only behind what can have members: not behind what may be `null` or `undefined`, where `?.` may,
 * nor behind what nothing is known of, where `?.` is no better.
 */

import type { Members } from '../statics/statics.ts';
import type { Site } from './sites.ts';
import type { Violation } from './violation.ts';

/** What is wrong with the dot before a place, where the completion `text` has written it; it starts at `offset`. */
export function wrongDot(
  { kind, trigger, from }: Site,
  undotted: Members['undotted'],
  { text, offset }: { readonly text: string; readonly offset: number },
): Violation | undefined {
  const at = from - trigger.length - offset;
  const isWrong = undotted === 'unknown' ? /^\??\.$/.test(trigger) : undotted && trigger === '.';
  if (kind !== 'member' || !isWrong || at < 0) return undefined;
  return {
    monitor: 'receivers',
    kept: text.slice(0, at),
    found: trigger,
    names: [],
    fitting: [],
    ...(undotted === 'nullish' && { instead: '?.' }),
  };
}
