/** How a model's own vocabulary compares with the one at hand, by samples that it counts itself. */

import { o200k } from './tokenizer.ts';

/** Texts of the kinds that vocabularies differ on: names and indentation, numbers and constants, prose. */
const samples: readonly string[] = [
  `export async function readSettings(options: CommonOptions, environment = process.env): Promise<Settings> {
    const { budget, model: { maxTokens, contextWindow } } = options;
        if (budget === undefined || budget < least) throw new UsageError(\`--budget takes a number, not "\${budget}"\`);
    return [...items].map((item) => item?.id ?? -1).filter(Boolean).reduce((sum, n) => sum + n * factor, 0);
}
<div className="panel-heading" onClick={() => setOpen(!isOpen)}>{t('panel.heading')}</div>
`,
  `#include <stdint.h>
#define MAX_BUFFER_SIZE (1 << 16)
static inline uint64_t rotl(const uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
DEFAULT_TIMEOUT_MS = 30_000; HTTP_STATUS = { "NOT_FOUND": 404, "OK": 200 }
def __init__(self, *args, **kwargs):\n        self._cache: dict[str, list[int]] = {}
`,
  `/**
 * Reads the file line by line. Whatever is not understood is left alone; a line that
 * ends in a backslash goes on in the next one, unless it is a comment.
 * @param path where the file lies, relative to the folder of the project
 */
`,
];

/** The greatest number of tokens for one of o200k_base over the samples; `undefined` where one is not counted. */
export async function factorBy(
  count: (text: string) => number | undefined | Promise<number | undefined>,
): Promise<number | undefined> {
  const ratios: number[] = [];
  for (const text of samples) {
    const counted = await count(text);
    if (!counted) return undefined;
    ratios.push(counted / o200k.count(text));
  }
  return Math.max(...ratios);
}
