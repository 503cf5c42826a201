/** Takes the packaging off a chat model's answer while it streams. */

/** A chat model's answer without the thoughts before it and the code fence around it. */
export async function* unwrapped(source: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  let state: 'head' | 'bare' | 'fenced' = 'head';
  for await (const text of source) {
    held += text;
    if (state === 'head' && !mayStillWrap(held)) {
      const thoughtless = held.replace(thoughts, '');
      held = thoughtless.replace(fence, '');
      state = held === thoughtless ? 'bare' : 'fenced';
    }
    if (state === 'head') continue;
    const end = state === 'fenced' ? held.search(closing) : -1;
    if (end >= 0) return yield held.slice(0, end);
    const ready = state === 'fenced' ? held.search(mayClose) : held.length;
    yield held.slice(0, ready);
    held = held.slice(ready);
  }
  yield state === 'head' ? held.replace(thoughts, '').replace(/^\s*<think>[^]*|^\s*```.*$/, '') : held;
}

const thoughts = /^\s*<think>[^]*?<\/think>\s*/;
const fence = /^\s*```.*\n/;
const closing = /(?:^|\n)[ \t]*```/;
const mayClose = /(?:(?:^|\n)[ \t]*`{0,2})?$/;

function mayStillWrap(text: string): boolean {
  const start = text.replace(thoughts, '').trimStart();
  const begins = ['<think>', '```'].some((mark) => mark.startsWith(start));
  return begins || start.startsWith('<think>') || (start.startsWith('```') && !start.includes('\n'));
}
