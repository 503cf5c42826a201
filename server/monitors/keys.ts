/** The keys that may still be written: in an object, in a pattern, as attributes of an element. */

import { identifiersRule, illegal, type Monitor, type Place, type Rule } from './monitor.ts';

/** In an object: without those written, narrowed by what a discriminant rules out. */
export const objectKeyMonitor: Monitor = {
  name: 'object keys',
  rule(place) {
    const hasMethods = place.hole.legal?.list.some(({ kind }) => kind === 'method');
    const besides = hasMethods ? beforeMethods : [];
    return keysRule(place, { kind: 'object key', monitor: 'object keys', besides });
  },
};

/** In a pattern: what is taken out of a value has to be there. */
export const destructuringMonitor: Monitor = {
  name: 'destructuring keys',
  rule: (place) => keysRule(place, { kind: 'destructuring key', monitor: 'destructuring keys', besides: [] }),
};

/** In a tag: names with a hyphen are never checked, so their first words stay. */
export const attributeMonitor: Monitor = {
  name: 'JSX attributes',
  rule: (place) => keysRule(place, { kind: 'JSX attribute', monitor: 'JSX attributes', besides: hyphenated }),
};

const beforeMethods = ['async', 'get', 'set'];
const hyphenated = ['data', 'aria', 'key'];

interface Keys {
  readonly kind: Place['hole']['kind'];
  readonly monitor: string;
  /** Words that may stand there and are no keys. */
  readonly besides: readonly string[];
}

/** What starts like no name stays legal: quotes, brackets, dots, the end. */
function keysRule(place: Place, { kind, monitor, besides }: Keys): Rule | undefined {
  const { hole, site } = place;
  if (hole.kind !== kind || !hole.legal || site.quote) return undefined;
  const own = hole.legal.list.map(({ text }) => text);
  if (own.length === 0) return undefined;
  const doubt = hole.legal.complete ? illegal : 1;
  // After `async` the method's name has to follow.
  const unnamed = !beforeMethods.includes(site.trigger);
  return identifiersRule(place, [...own, ...besides], { monitor, doubt, unnamed, blanks: true });
}
