/** `npm run test:long` runs the same tests for longer: `KEYHOLE_TESTS=long`. */

export function runs(short: number, long: number): number {
  return process.env.KEYHOLE_TESTS === 'long' ? long : short;
}
