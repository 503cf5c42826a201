/** A server never outlives the process that started it. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { installVscode } from './install.ts';

/** Starts a server in a process of its own; what it prints is the server's address. */
async function startElsewhere() {
  await installVscode();
  const script = `
    import { startServer } from ${JSON.stringify(import.meta.resolve('./server.ts'))};
    const { authority, userFolder } = await startServer({});
    console.log(JSON.stringify({ authority, userFolder }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = await once(child.stdout, 'data', { signal: AbortSignal.timeout(60_000) });
  return { child, ...(JSON.parse(String(printed)) as { authority: string; userFolder: string }) };
}

function answers(authority: string): Promise<boolean> {
  return fetch(`http://${authority}/version`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends both and removes the user data',
  async (signal) => {
    const { child, authority, userFolder } = await startElsewhere();
    expect(await answers(authority)).toBe(true);
    child.kill(signal);
    await once(child, 'exit', { signal: AbortSignal.timeout(10_000) });
    expect(existsSync(userFolder)).toBe(false);
    await expect.poll(() => answers(authority), { timeout: 5_000 }).toBe(false);
  },
);

test('a process that cannot say goodbye takes its server along too', async () => {
  const { child, authority, userFolder } = await startElsewhere();
  child.kill('SIGKILL');
  await expect.poll(() => answers(authority), { timeout: 5_000 }).toBe(false);
  rmSync(userFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});
