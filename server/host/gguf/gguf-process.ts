/**
 * Entry of the process that runs a GGUF model: loads it, answers the requests of the process that forked it in
 * order, and ends when that one is gone or when its memory grows beyond what it may have.
 * Arguments: path of the model, megabytes it may take, tokens of the window, whether the graphics card may be used,
 * the repository that is worked on.
 */

import { countSamples, type NextNames } from '../../models/models.ts';
import { messageOf } from '../../text/text.ts';
import {
  type FromGguf,
  type GgufRequest,
  isToGguf,
  type ToGguf,
  type TokenTimes,
  type WireRule,
} from './gguf-protocol.ts';
import { GgufSession, type Verdict } from './gguf-session.ts';
import { findLlama } from './llama-library.ts';

const [path = '', megabytes = '4096', window = '4096', gpu = 'false', root] = process.argv.slice(2);

/** Names of rules by their number. */
const names = new Map<number, readonly string[]>();
const cancelled = new Set<number>();
/** Who waits for a verdict: at most one. */
let judged: ((verdict: Verdict) => void) | undefined;
let last: Promise<void> = Promise.resolve();
/** Whether the last message is out: a process that ends takes with it what is not. */
let sent: Promise<void> = Promise.resolve();

const session = load();
process.on('message', (message) => {
  if (isToGguf(message)) receive(message);
});
process.on('disconnect', () => process.exit());

async function load(): Promise<GgufSession | undefined> {
  try {
    const found = await findLlama(root === undefined ? {} : { root });
    if (!('library' in found)) throw new Error(found.reason);
    const loaded = await GgufSession.load(found.library, {
      path,
      gpu: gpu === 'true',
      window: Number(window),
    });
    const counts = await countSamples((text) => loaded.count(text), { exactly: true });
    const { contextSize, vocabulary } = loaded;
    send({ kind: 'ready', contextSize, ...(counts && { counts }), ...(vocabulary && { vocabulary }) });
    return loaded;
  } catch (error) {
    send({ kind: 'unusable', message: messageOf(error) });
    return undefined;
  }
}

function receive(message: ToGguf): void {
  if (message.kind === 'names') names.set(message.number, message.names);
  else if (message.kind === 'cancel') cancel(message.id);
  else if (message.kind === 'verdict') judged?.({ ...message, rules: message.rules.map(ruleOf) });
  else last = last.then(() => answer(message));
}

function cancel(id: number): void {
  cancelled.add(id);
  judged?.({ holds: false, kept: '', rules: [] });
}

async function answer(request: GgufRequest): Promise<void> {
  const { id } = request;
  try {
    const ready = await session;
    if (!ready) return;
    if (request.kind === 'generate') await generate(ready, request);
    else if (request.kind === 'lines')
      send({ kind: 'lines', id, lines: await ready.lines(request.text, () => cancelled.has(id)) });
    else send({ kind: 'surprise', id, ...(await ready.surprisal(request.context, request.text)) });
  } catch (error) {
    send({ kind: 'failed', id, message: messageOf(error) });
  }
  cancelled.delete(id);
  if (process.memoryUsage.rss() <= Number(megabytes) * 1e6) return;
  await sent;
  process.exit(memoryExit);
}

/** Says to the keeper what the process ended of. */
const memoryExit = 77;

async function generate(
  ready: GgufSession,
  request: GgufRequest & { readonly kind: 'generate' },
): Promise<void> {
  const { id, rules } = request;
  const isCancelled = () => cancelled.has(id);
  const judge = async (text: string, times: TokenTimes): Promise<Verdict> => {
    if (isCancelled()) return { holds: true, kept: '', rules: [] };
    const verdict = Promise.withResolvers<Verdict>();
    judged = verdict.resolve;
    send({ kind: 'token', id, text, ...times });
    // A message that is on its way makes a cancelled answer end one token earlier.
    if (!rules) await new Promise((resolve) => setImmediate(resolve));
    return rules ? verdict.promise : { holds: true, kept: '', rules: [] };
  };
  const written = await ready.write({ ...request, rules: (rules ?? []).map(ruleOf), isCancelled, judge });
  send({ kind: 'done', id, ...written });
}

function ruleOf({ names: number, ...rule }: WireRule): NextNames {
  return { ...rule, names: names.get(number) ?? [] };
}

function send(message: FromGguf): void {
  const { promise, resolve } = Promise.withResolvers<void>();
  sent = promise;
  if (process.connected && process.send) process.send(message, undefined, undefined, () => resolve());
  else resolve();
}
