import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { JobQueue } from '../../../server/host/parsing/job-queue.ts';

const never = new AbortController().signal;

/** A worker that does what its job says. */
const obedient = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (job) => {
      if (job === 'die') process.exit(1);
      if (job === 'throw') throw new Error('broken');
      if (job === 'hang') for (;;);
      if (job === 'chatter') for (;;) parentPort.postMessage('did chatter');
      if (job === 'count') return parentPort.postMessage(String(globalThis.jobs = (globalThis.jobs ?? 0) + 1));
      parentPort.postMessage('did ' + job);
    });`)}`,
);

function queue(givenUp: string[] = [], workers = 1, idle = 60_000): JobQueue<string, string> {
  return new JobQueue({
    file: obedient,
    workers,
    heap: 64,
    deadline: 1_000,
    idle,
    givenUp: (job, cause) => givenUp.push(`${job}: ${cause}`),
  });
}

test('an aborted call rejects at once and leaves the queue', async () => {
  const jobs = queue();
  const controller = new AbortController();
  const hung = jobs.run('hang', () => 'nothing', controller.signal);
  const waiting = jobs.run('die', () => 'nothing', controller.signal);
  controller.abort(new Error('enough'));
  await expect(hung).rejects.toThrow('enough');
  await expect(waiting).rejects.toThrow('enough');
  await expect(jobs.run('x', () => 'nothing', AbortSignal.abort(new Error('before')))).rejects.toThrow(
    'before',
  );
  expect(await jobs.run('next', () => 'nothing', never)).toBe('did next');
  await jobs.dispose();
});

test.each(['die', 'throw', 'hang'])(
  'a job that makes its worker %s twice is given up, the others are done',
  async (how) => {
    const givenUp: string[] = [];
    const jobs = queue(givenUp);
    const answers = await Promise.all(
      [how, 'one', 'two'].map((job) => jobs.run(job, () => 'nothing', never)),
    );
    expect(answers).toEqual(['nothing', 'did one', 'did two']);
    expect(givenUp).toHaveLength(1);
    await jobs.dispose();
  },
);

test('a thread without jobs ends, and another one does the next', async () => {
  const jobs = queue([], 1, 300);
  const counts = [await jobs.run('count', () => '', never), await jobs.run('count', () => '', never)];
  await sleep(1_000);
  expect([...counts, await jobs.run('count', () => '', never)]).toEqual(['1', '2', '1']);
  await jobs.dispose();
});

test('disposing rejects what waits and what comes later', async () => {
  const jobs = queue([], 2);
  const all = ['hang', 'hang', 'later'].map((job) => jobs.run(job, () => 'nothing', never));
  const settled = Promise.allSettled(all);
  await jobs.dispose();
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(jobs.run('x', () => 'nothing', never)).rejects.toThrow('disposed');
});

test('the end of a thread that still says something is waited for', () => {
  const script = `
    import { JobQueue } from ${JSON.stringify(new URL('../../../server/host/parsing/job-queue.ts', import.meta.url))};
    const jobs = new JobQueue({
      file: new URL(${JSON.stringify(obedient)}), workers: 1, heap: 64, deadline: 9_000, idle: 9_000, givenUp() {},
    });
    await jobs.run('chatter', () => 'nothing', new AbortController().signal);
    await jobs.dispose();
    console.log('disposed');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stdout).toBe('disposed\n');
});
