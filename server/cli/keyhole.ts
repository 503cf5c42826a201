#!/usr/bin/env node
/** The `keyhole` program: the compiled code of its parts is kept in the cache folder, then `main` runs. */

import module from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../host/host.ts';

const needed = 22;
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < needed) {
  console.error(
    `keyhole: This is Node ${process.versions.node}, and Keyhole needs Node ${needed}.15 or later: install a newer one.`,
  );
  process.exit(1);
}

module.enableCompileCache(join(cacheFolder(), 'compiled'));
// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
