/** `npm run test:long` runs the same tests for longer, in the test runner's mode `long`. */

export function runs(short: number, long: number): number {
  return process.env.MODE === 'long' ? long : short;
}
