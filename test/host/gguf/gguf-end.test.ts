import { expect, test } from 'vitest';
import { endOf } from '../../../server/host/gguf/gguf-end.ts';
import type { Prompt } from '../../../server/models/models.ts';

/** How much of a text is the completion at `$0`; all of it while it goes on. */
function kept(source: string, text: string, stop: readonly string[] = []): string {
  const [prefix = '', suffix = ''] = source.split('$0');
  const at: Omit<Prompt, 'stop'> = {
    format: 'plain',
    kind: 'completion',
    segments: [],
    path: 'a.ts',
    language: 'typescript',
    prefix,
    suffix,
  };
  return text.slice(0, endOf(text, { ...at, stop }));
}

test.each([
  ['const a = $0\n', 'f(1);\nnext', 'f(1);'],
  ['const a = $0\n', 'f(\n  1,\n)\nnext', 'f(\n  1,\n)'],
  ['const a = $0\n', 'b =\n  c +\n  d\nnext', 'b =\n  c +\n  d'],
  ['f($0);\n', '1, 2); g()', '1, 2'],
  ['const a = {\n  $0\n};\n', 'b: 1,\n  c', 'b: 1,'],
  ['const a = {\n  $0\n};\n', 'b: [1] };', 'b: [1] '],
  ['g(f(1), [$0\n', '2,\n 3]);\nnext', '2,\n 3]);'],
  ['const a = $0\n', "'x'<|end|>", "'x'"],
])('%j with %j is %j', (source, text, expected) => {
  expect(kept(source, text, ['<|end|>'])).toBe(expected);
});
