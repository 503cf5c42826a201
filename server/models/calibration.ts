/** How a model's own vocabulary compares with the one at hand, by samples that it counts itself. */

import { type BytePairs, bytePairCounter } from './byte-pairs.ts';
import type { Tokenizer } from './prompt.ts';
import { calibrated, o200k } from './tokenizer.ts';

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

/** What only a vocabulary that is known to its last rule is counted right in: letters, digits and blanks of many kinds. */
const odd =
  "größe 漢字かな 한국어 😀 e\u0301 \t\t x\r\n\r\n  y\u00a0z 12345 ١٢٣ don't I'LL _a$b === ...\n\n\n   // 日本";

/** How many tokens each of the samples has, and where `exactly` is asked for a text of all kinds; `undefined` where one is not counted. */
export async function countSamples(
  count: (text: string) => number | undefined | Promise<number | undefined>,
  { exactly = false } = {},
): Promise<readonly number[] | undefined> {
  const counts: number[] = [];
  for (const text of exactly ? [...samples, odd] : samples) {
    const counted = await count(text);
    if (!counted) return undefined;
    counts.push(counted);
  }
  return counts;
}

/** The greatest number of tokens for one of o200k_base over the samples. */
export function factorOf(counts: readonly number[]): number {
  return Math.max(...samples.map((text, at) => (counts[at] ?? 0) / o200k.count(text)));
}

/**
 * The tokenizer of a model that has counted the samples, exactly: itself exact where its vocabulary is known and comes to the same
 * counts, else an estimate.
 */
export function measuredTokenizer(
  plain: Tokenizer,
  counts: readonly number[],
  vocabulary: BytePairs | undefined,
): Tokenizer {
  const count = vocabulary && bytePairCounter(vocabulary);
  const isSame = count !== undefined && [...samples, odd].every((text, at) => count(text) === counts[at]);
  return isSame
    ? { name: "the model's own vocabulary", exact: true, count }
    : calibrated(plain, factorOf(counts));
}
