/** A model behind HTTP in a process of its own, which can be killed as a crash would kill it and started at the same address. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ModelProcess extends Disposable {
  /** Base address, `http://127.0.0.1:port/v1`. */
  readonly endpoint: string;
  /** Resolves when it has been asked for the first time. */
  readonly asked: Promise<unknown>;
  /** Ends it at once, with nothing said. */
  kill(): Promise<void>;
}

/** `slow`: a piece of the answer every tenth of a second, endlessly; `quick`: the whole answer at once. */
export async function startModelProcess(how: 'slow' | 'quick', port = 0): Promise<ModelProcess> {
  const script = `
    import { openAIServer } from ${JSON.stringify(import.meta.resolve('../support/openai-server.ts'))};
    import { setTimeout as sleep } from 'node:timers/promises';
    const { endpoint } = await openAIServer(${how === 'slow' ? slow : quick}, ${port});
    console.log(endpoint);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  const next = () => once(lines, 'line', { signal: AbortSignal.timeout(60_000) });
  const [endpoint] = await next();
  const asked = next();
  asked.catch(() => {});
  return {
    endpoint,
    asked,
    async kill() {
      const gone = once(child, 'exit', { signal: AbortSignal.timeout(5_000) });
      child.kill('SIGKILL');
      await gone;
    },
    [Symbol.dispose]: () => child.kill('SIGKILL'),
  };
}

const slow = "async function* () { console.log('asked'); for (;;) { yield '1 + '; await sleep(100); } }";
const quick = "() => ['total']";
