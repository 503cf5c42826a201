#!/usr/bin/env node
/** The `keyhole` program: the compiled code of its parts is kept in the cache folder, then `main` runs. */

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../host/host.ts';

enableCompileCache(join(cacheFolder(), 'compiled'));
// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
