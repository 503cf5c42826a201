/**
 * Hears of changes on disk where no editor tells of them: from the system, where `@parcel/watcher` loads, else by
 * looking again from time to time.
 */

/** Which paths changed; `everything` when nobody can say. */
export type ChangedPaths = readonly string[] | 'everything';

/** `root` is watched until the signal is aborted. `changed` is awaited before polling looks again. */
export interface Watching {
  readonly root: string;
  readonly changed: (paths: ChangedPaths) => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** Never of interest, and too many to watch. What else is ignored is sorted out later. */
const ignored = ['**/node_modules/**', '**/.git/objects/**', '**/.git/lfs/**', '**/.hg/**', '**/.svn/**'];
/** Named, so that it is not looked for the one that needs a program of its own. */
const backends: Readonly<Record<string, 'inotify' | 'fs-events' | 'windows'>> = {
  linux: 'inotify',
  darwin: 'fs-events',
  win32: 'windows',
};

/** Milliseconds between two looks; a look may take a twentieth of the time. */
const pause = { least: 2_000, factor: 20 };

/** Resolves when changes are heard of, and says by which means. */
export async function watchFolder(watching: Watching): Promise<'events' | 'polling'> {
  try {
    await subscribe(watching);
    return 'events';
  } catch {
    // It is not installed, or the system has no more watches to give.
    void poll(watching);
    return 'polling';
  }
}

async function subscribe({ root, changed, signal }: Watching): Promise<void> {
  const { default: watcher } = await import('@parcel/watcher');
  const backend = backends[process.platform];
  const subscription = await watcher.subscribe(
    root,
    (error, events) => {
      const paths = error ? ('everything' as const) : events.map(({ path }) => path);
      changed(paths).catch(() => {});
    },
    { ignore: ignored, ...(backend && { backend }) },
  );
  signal.addEventListener('abort', () => void subscription.unsubscribe().catch(() => {}), { once: true });
  if (signal.aborted) return subscription.unsubscribe();
  // To begin takes seconds where there are many folders, and what changed meanwhile was told to nobody.
  changed('everything').catch(() => {});
}

async function poll({ changed, signal }: Watching): Promise<void> {
  let took = 0;
  while (!signal.aborted) {
    await sleep(Math.max(pause.least, pause.factor * took), signal);
    const started = performance.now();
    await changed('everything').catch(() => {});
    took = performance.now() - started;
  }
}

/** Does not keep the process alive. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms).unref();
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
