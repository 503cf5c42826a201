import { expect, test } from 'vitest';
import { RestartPause } from '../../server/host/restart-pause.ts';

function pauseAt() {
  let now = 5;
  const pause = new RestartPause({ of: 'The type engine', first: 10_000, clock: () => now });
  return { pause, wait: (ms: number) => (now += ms) };
}

test('the third death within a minute brings a pause, each one soon after it a pause twice as long', () => {
  const { pause, wait } = pauseAt();
  expect([pause.died('SIGKILL'), pause.died('SIGKILL'), pause.now()]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(pause.died('code 1')?.message).toBe(
    'The type engine ended 3 times within a minute (code 1); it is started again in 10 s.',
  );
  wait(9_999);
  expect(pause.now()?.message).toMatch(/in 1 s/);
  wait(1);
  expect(pause.now()).toBeUndefined();
  expect(pause.died('code 1')?.message).toMatch(/in 20 s/);
  for (let i = 0; i < 10; i++) pause.died('code 1');
  expect(pause.now()?.message).toMatch(/in 600 s/);
});

test('deaths far apart, and one that comes after a minute of life, bring none', () => {
  const { pause, wait } = pauseAt();
  for (let i = 0; i < 5; i++) {
    expect(pause.died('SIGKILL')).toBeUndefined();
    wait(31_000);
  }
  for (let i = 0; i < 2; i++) pause.died('SIGKILL');
  expect(pause.now()).toBeDefined();
  wait(10_000 + 60_001);
  expect(pause.died('SIGKILL')).toBeUndefined();
});
