/** Indexes a folder with a store, in a process that may be killed: `node index-process.ts FOLDER STORE`. */

import { createHash } from 'node:crypto';
import { indexed, pictureOf, storeAt } from './indexing.ts';

const [root = '', folder = ''] = process.argv.slice(2);
process.stdout.write('started\n');
const store = storeAt(folder);
const opened = await indexed(root, store);
const picture = createHash('sha256')
  .update(JSON.stringify(pictureOf(opened.repository.index)))
  .digest('hex');
await opened[Symbol.asyncDispose]();
await store[Symbol.asyncDispose]();
process.stdout.write(`${JSON.stringify({ picture, parsed: opened.parsed, problems: store.problems })}\n`);
