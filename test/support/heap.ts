/** Bytes in use on the heap once what nobody needs any more is gone. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

export function heapInUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
