#!/usr/bin/env node
/**
 * The language server's program, over stdio (`--stdio`) or Node's channel (`--node-ipc`). A failure that
 * nobody caught is logged and the server goes on; it ends with the connection.
 */

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../host/host.ts';

enableCompileCache(join(cacheFolder(), 'compiled'));
const { connect, startServer } = await import('./lsp.ts');

const connection = connect(process.argv.slice(2));
if (connection) {
  process.on('uncaughtException', (error) => connection.console.error(`Uncaught: ${error.stack ?? error}`));
  startServer(connection);
} else {
  process.stderr.write('keyhole-language-server: say how to connect: --stdio or --node-ipc.\n');
  process.exitCode = 2;
}
