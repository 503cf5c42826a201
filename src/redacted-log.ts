/** A log that writes no secret, whoever writes and whatever the trace shows. */

import type { LogOutputChannel } from 'vscode';

/** The same log without the secrets of the moment; each stands in it as `***`. */
export function redacted(log: LogOutputChannel, secrets: () => readonly string[]): LogOutputChannel {
  const hide = (value: unknown) =>
    typeof value === 'string' ? secrets().reduce((text, secret) => without(text, secret), value) : value;
  return new Proxy(log, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...words: readonly unknown[]) => Reflect.apply(member, target, words.map(hide));
    },
  });
}

/** A trace spells texts as JSON. */
function without(text: string, secret: string): string {
  if (secret === '') return text;
  return text.replaceAll(secret, '***').replaceAll(JSON.stringify(secret).slice(1, -1), '***');
}
