/** Choosing a name by tokens, over real sockets: what is asked of each kind of server, and what becomes of its answers. */

import { describe, expect, test } from 'vitest';
import { createHttpModel } from '../../server/models/models.ts';
import { defaultSettings, type DialectChoice } from '../../server/protocol/protocol.ts';
import { type WireServer, wireServer } from '../support/wire-server.ts';
import { plainRequest } from '../support/generate-requests.ts';

/** A vocabulary of pieces; a name is read piece by piece, the longest first. */
const vocabulary = ['get', 'User', 'Name', 's', 'set', '(', ')', ';', ' ', '\n', '.'];

function idsOf(text: string): number[] {
  if (text === '') return [];
  const piece = vocabulary.toSorted((a, b) => b.length - a.length).find((one) => text.startsWith(one));
  const id = piece === undefined ? 1_000 + text.charCodeAt(0) : vocabulary.indexOf(piece);
  return [id, ...idsOf(text.slice(piece?.length ?? 1))];
}

/** What documentation shows: vLLM's `/tokenize`, and a completion of one token. */
function tokens(answers: readonly string[], refused: readonly string[] = []): Promise<WireServer> {
  const left = [...answers];
  return wireServer(({ path, body }, response) => {
    const json = (value: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/tokenize') {
      const ids = idsOf(String(body['prompt']));
      if (String(body['prompt']).includes('ö')) return;
      return void json({ count: ids.length, max_model_len: 8192, tokens: ids });
    }
    if (!path.endsWith('/completions')) return;
    const field = refused.find((name) => name in body);
    if (field) return void json({ error: { message: `extra inputs are not permitted: ${field}` } }, 400);
    const choice = { index: 0, text: left.shift() ?? '', delta: {}, finish_reason: 'length' };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify({ choices: [choice] })}\n\ndata: [DONE]\n\n`);
  });
}

const request = plainRequest('user.');

async function chosen(server: WireServer, names: readonly string[], dialect: DialectChoice = 'vllm') {
  const settings = { ...defaultSettings.model, name: 'm', endpoint: `${server.origin}/v1`, dialect };
  const deadlines = { connect: 5_000, firstToken: 10_000, total: 20_000 };
  const model = createHttpModel({ settings, deadlines, environment: {}, formatFor: () => 'chat' });
  const signal = AbortSignal.timeout(20_000);
  await model.learn(signal);
  const choice = await model.choose!(request, names, signal);
  model.close();
  const bodies = server.asked.filter(({ path }) => path.endsWith('/completions')).map(({ body }) => body);
  return { choice, bodies, capabilities: model.capabilities };
}

const allowed = (pieces: readonly string[]) => pieces.map((piece) => vocabulary.indexOf(piece)).toSorted();

describe('a name is chosen token by token', () => {
  test('vLLM is told which may come, and asked no more once one name is left', async () => {
    await using server = await tokens(['get', 'User', 's']);
    const { choice, bodies } = await chosen(server, ['getUserName', 'getUsers', 'setUser']);
    expect(choice).toEqual({ name: 'getUsers', requests: 3 });
    expect(bodies.map(({ prompt }) => prompt)).toEqual(['user.', 'user.get', 'user.getUser']);
    expect(bodies.map((body) => [...(body['allowed_token_ids'] as number[])].toSorted())).toEqual([
      allowed(['get', 'set']),
      allowed(['User']),
      allowed(['Name', 's']),
    ]);
    expect(bodies[0]).toMatchObject({ max_tokens: 1, temperature: 0 });
  });

  test('a name that others go on with may end', async () => {
    await using server = await tokens(['get', 'User', '(']);
    const { choice, bodies } = await chosen(server, ['getUser', 'getUserName']);
    expect(choice).toEqual({ name: 'getUser', requests: 3 });
    const last = bodies.at(-1)?.['allowed_token_ids'] as number[];
    expect(last).toEqual(expect.arrayContaining(allowed(['Name', '(', ';', '.'])));
  });

  test('a server whose tokens can be asked for is told by biases, one whose cannot is not', async () => {
    await using server = await tokens(['set']);
    const { choice, bodies, capabilities } = await chosen(server, ['getUser', 'setUser'], 'compatible');
    expect([choice.name, capabilities.logitBias]).toEqual(['setUser', 300]);
    expect(bodies[0]?.['logit_bias']).toEqual({ [allowed(['get'])[0]!]: 100, [allowed(['set'])[0]!]: 100 });
    await using other = await wireServer(() => undefined);
    expect(await chosen(other, ['getUser', 'setUser'], 'compatible')).toMatchObject({
      choice: { requests: 0 },
      capabilities: { logitBias: 0 },
      bodies: [],
    });
  });

  test('a server that does not know the field after all is not asked so again', async () => {
    await using server = await tokens(['other', 'other'], ['allowed_token_ids']);
    const { choice, capabilities } = await chosen(server, ['getUser', 'setUser']);
    expect(choice).toEqual({ requests: 1 });
    expect(capabilities.allowTokens).toBe(0);
  });

  test('a name in letters that the server has no numbers for is left to other ways', async () => {
    await using server = await tokens([]);
    expect((await chosen(server, ['größe', 'getUser'])).choice).toEqual({ requests: 0 });
  });
});
