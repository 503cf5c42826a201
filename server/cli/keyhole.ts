#!/usr/bin/env node
/** The `keyhole` program: the compiled code of its parts is kept in the cache folder, then `main` runs. */

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../host/host.ts';

enableCompileCache(join(cacheFolder(), 'compiled'));
const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
