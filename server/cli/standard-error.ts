/** What a person should know beside the answer: one line each on standard error. */

export function toStandardError(sentence: string): void {
  process.stderr.write(`keyhole: ${sentence}\n`);
}
