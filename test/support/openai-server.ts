/**
 * A real HTTP server that speaks the streaming OpenAI API on a free port of this machine, writes with a
 * small model of its own, and misbehaves on demand. It remembers what it was asked and who hung up.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ModelRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The JSON body as it came. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The prompt, or the messages joined by line ends. */
  readonly prompt: string;
}

/** What the server does wrong from now on. */
export type Fault =
  | 'none'
  | 'slow first token'
  | 'slow stream'
  | 'cut off'
  | 'silent end'
  | 'reset'
  | 'rate limited'
  | 'unauthorized'
  | 'not found'
  | 'server error'
  | 'error event'
  | 'redirect'
  | 'garbage'
  | 'bad json'
  | 'half a character'
  | 'endless';

export type Answer = (request: ModelRequest) => AsyncIterable<string> | Iterable<string>;

export interface OpenAIServer extends AsyncDisposable {
  /** Base address for the endpoint setting, `http://127.0.0.1:port/v1`. */
  readonly endpoint: string;
  /** Questions to the model; those about the server itself do not count. */
  readonly requests: readonly ModelRequest[];
  /** Times (`performance.now()`) at which a client hung up before its answer was complete. */
  readonly hangUps: readonly number[];
  fault: Fault;
  answer: Answer;
}

/**
 * Starts the server, on a free port unless told. By default it continues the prompt as a character n-gram model of the
 * prompt would.
 */
export async function openAIServer(answer: Answer = continued, at = 0): Promise<OpenAIServer> {
  const requests: ModelRequest[] = [];
  const hangUps: number[] = [];
  const server = createServer((incoming, response) => {
    response.on('close', () => {
      if (!response.writableFinished) hangUps.push(performance.now());
    });
    serve(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    if (incoming.method === 'GET')
      return json(response, request.path === '/v1/models' ? 200 : 404, { data: [{ id: 'test-model' }] });
    if (!request.path.endsWith('/completions'))
      return json(response, 404, { error: { message: 'no such route' } });
    requests.push(request);
    const { fault, answer: write } = running;
    if (refuse(fault, response)) return;
    await stream({ fault, answer: write }, request, response);
  }

  const running: OpenAIServer = {
    endpoint: `http://127.0.0.1:${port}/v1`,
    requests,
    hangUps,
    fault: 'none',
    answer,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return running;
}

async function read(incoming: IncomingMessage): Promise<ModelRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  const messages: { content: string }[] = body.messages ?? [];
  const prompt = body.prompt ?? messages.map(({ content }) => content).join('\n');
  return { path: incoming.url ?? '', headers: incoming.headers, body, prompt };
}

function json(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** Answers with a failure where the fault is one that shows before the stream begins. */
function refuse(fault: Fault, response: ServerResponse): boolean {
  const failure = (status: number, message: string, headers = {}) => {
    json(response, status, { error: { message } }, headers);
    return true;
  };
  if (fault === 'rate limited') return failure(429, 'too many requests', { 'retry-after': '7' });
  if (fault === 'unauthorized') {
    return failure(401, `bad key ${String(response.req.headers.authorization).replace('Bearer ', '')}`);
  }
  if (fault === 'not found') return failure(404, 'model does not exist');
  if (fault === 'server error') return failure(500, 'out of memory');
  if (fault === 'redirect') return failure(307, 'moved', { location: 'http://127.0.0.1:1/v1' });
  if (fault === 'reset') return Boolean(response.socket?.resetAndDestroy());
  if (fault !== 'garbage') return false;
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Log in first</html>');
  return true;
}

async function stream(
  how: Pick<OpenAIServer, 'fault' | 'answer'>,
  request: ModelRequest,
  response: ServerResponse,
) {
  const chat = request.path === '/v1/chat/completions';
  if (!chat && request.path !== '/v1/completions')
    return json(response, 404, { error: { message: 'no such route' } });
  const event = (text: string | undefined, finish: string | null = null) => {
    const choice = chat ? { delta: text === undefined ? {} : { content: text } } : { text: text ?? '' };
    return `data: ${JSON.stringify({ choices: [{ index: 0, finish_reason: finish, ...choice }] })}\n\n`;
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  if (how.fault === 'slow first token') await sleep(2_000);
  let written = 0;
  for await (const text of how.fault === 'endless' ? endless() : how.answer(request)) {
    if (response.destroyed) return;
    await write(how.fault, response, event(text));
    written += 1;
    if (written === 3 && (await breakOff(how.fault, response))) return;
  }
  response.end(`${event(undefined, 'stop')}data: [DONE]\n\n`);
}

async function write(fault: Fault, response: ServerResponse, event: string): Promise<void> {
  if (fault === 'slow stream') await sleep(100);
  if (fault === 'endless') await sleep(1);
  if (fault !== 'half a character') return void response.write(event);
  const bytes = Buffer.from(event);
  const inside = bytes.findIndex((byte) => byte >= 0x80) + 1;
  response.write(bytes.subarray(0, inside));
  await sleep(20);
  response.write(bytes.subarray(inside));
}

/** After a few pieces: the faults of a stream that has begun. */
async function breakOff(fault: Fault, response: ServerResponse): Promise<boolean> {
  await sleep(5);
  if (fault === 'cut off') response.destroy();
  else if (fault === 'silent end') response.end();
  else if (fault === 'bad json') response.end('data: {"choices": [{"te\n\n');
  else if (fault === 'error event') response.end('data: {"error": {"message": "slot lost"}}\n\n');
  else return false;
  return true;
}

function* endless(): Generator<string> {
  for (;;) yield ' value';
}

/** Goes on with the prompt: each next character is the one that most often followed the last six in it. */
export function* continued({ prompt }: Pick<ModelRequest, 'prompt'>): Generator<string> {
  const order = 6;
  const next = new Map<string, Map<string, number>>();
  for (let i = order; i < prompt.length; i++) {
    const before = prompt.slice(i - order, i);
    const seen = next.get(before) ?? new Map<string, number>();
    next.set(before, seen.set(prompt.charAt(i), (seen.get(prompt.charAt(i)) ?? 0) + 1));
  }
  let tail = prompt.slice(-order);
  for (let i = 0; i < 200; i++) {
    const best = [...(next.get(tail) ?? [])].toSorted((a, b) => b[1] - a[1])[0]?.[0];
    if (best === undefined) return;
    yield best;
    tail = (tail + best).slice(-order);
  }
}
