/** The language server: the same engine as the command line's, for any editor that speaks LSP 3.18. */

export { startServer } from './server.ts';
export { connect, type Connection } from './transport.ts';
