/**
 * How the server is connected: the streams or the channel that it was started with. Invariant: nothing but
 * the protocol is written to standard output, and the process ends with its connection.
 */

import { Writable } from 'node:stream';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export type Connection = ReturnType<typeof connectionOver>;

/** Milliseconds between two looks at whether the process that started the server is alive. */
const lookInterval = 1_000;

/** The connection that the arguments ask for, not listening yet; `undefined` when they ask for none. */
export function connect(words: readonly string[]): Connection | undefined {
  if (words.includes('--stdio')) {
    process.stdin.on('end', leave).on('close', leave);
    return connectionOver(new StreamMessageReader(process.stdin), new StreamMessageWriter(ownOutput()));
  }
  if (!words.includes('--node-ipc') || !process.send) return undefined;
  process.on('disconnect', leave);
  return connectionOver(new IPCMessageReader(process), new IPCMessageWriter(process));
}

function connectionOver(reader: MessageReader, writer: StreamMessageWriter | IPCMessageWriter) {
  const connection = createConnection(ProposedFeatures.all, reader, writer);
  reader.onError((error) => connection.console.error(`What came in is no message: ${error.message}`));
  return connection;
}

/** Standard output for the protocol alone: what anything else prints goes to standard error. */
function ownOutput(): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  stdout.on('error', leave);
  return new Writable({
    write: (chunk: Uint8Array, _, done) => void write(chunk, done),
  });
}

/** Ends the server soon after the process `id` is gone. */
export function endWith(id: number): void {
  const look = () => {
    if (!isAlive(id)) leave();
  };
  setInterval(look, lookInterval).unref();
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function leave(): void {
  process.exit();
}
