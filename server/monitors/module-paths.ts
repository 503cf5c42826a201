/** Between the quotes of an import: files, folders and packages that there are. */

import { illegal, type Monitor, spelled } from './monitor.ts';

export const modulePathMonitor: Monitor = {
  name: 'module paths',
  rule({ site: { quote }, hole: { kind, legal }, language }) {
    if (kind !== 'module path' || !quote || !legal) return undefined;
    const texts = (continues: boolean) =>
      legal.list
        .filter((one) => (one.continues ?? false) === continues)
        .map(({ text }) => spelled(text, quote));
    const [names, open] = [texts(false), texts(true)];
    if (names.length === 0) return undefined;
    const doubt = legal.complete ? illegal : 1;
    const more = open.length > 0 ? { open } : {};
    return {
      monitor: 'module paths',
      names,
      ...more,
      doubt,
      unnamed: false,
      blanks: false,
      end: quote,
      language,
    };
  },
};
