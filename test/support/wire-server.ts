/** A bare HTTP server on a free port: what it answers is said in bytes; it remembers what it was asked. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface WireServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** What was POSTed, in order. */
  readonly asked: readonly WireRequest[];
  /** How many answers were left before their end. */
  readonly hangUps: number;
  /** Requests that are being answered. */
  readonly open: number;
  /** The most of them at one time. */
  readonly mostOpen: number;
}

/** What `answer` has not begun to answer when it is done is answered with 404. */
export async function wireServer(
  answer: (request: WireRequest, response: ServerResponse) => void | Promise<void>,
): Promise<WireServer> {
  const asked: WireRequest[] = [];
  const counts = { hangUps: 0, open: 0, mostOpen: 0 };
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
      const request = { method, path: url, headers, body };
      if (method === 'POST') asked.push(request);
      Promise.resolve(answer(request, response)).then(
        () => response.headersSent || response.writeHead(404).end(),
        () => response.destroy(),
      );
    });
    counts.open++;
    counts.mostOpen = Math.max(counts.mostOpen, counts.open);
    response.on('close', () => {
      counts.open--;
      if (!response.writableFinished) counts.hangUps++;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    get hangUps() {
      return counts.hangUps;
    },
    get open() {
      return counts.open;
    },
    get mostOpen() {
      return counts.mostOpen;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
