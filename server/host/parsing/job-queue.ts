/**
 * A queue of jobs before a few worker threads. Each thread has one job at a time, so that its death tells
 * which job killed it; such a job is tried once more, then answered with what `otherwise` gives.
 */

import type { Worker } from 'node:worker_threads';
import { startThread } from '../threads.ts';

interface QueueOptions<Job> {
  readonly file: URL;
  /** What each thread is told when it starts. */
  readonly told?: unknown;
  /** Threads at most; each starts when there is a job for it. */
  readonly workers: number;
  /** Megabytes of heap for one thread. */
  readonly heap: number;
  /** Milliseconds after which a job counts as having hung its thread. */
  readonly deadline: number;
  /** Milliseconds without a job after which a thread ends, and with it what it has in memory. */
  readonly idle: number;
  /** Hears of each job that was given up, and of what its last thread died of. */
  readonly givenUp: (job: Job, cause: string) => void;
}

interface Pending<Job, Answer> {
  readonly job: Job;
  readonly otherwise: () => Answer;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
  /** Threads that died of it. */
  deaths: number;
  /** Answered or aborted: what a thread still says about it is dropped. */
  settled: boolean;
}

interface Thread<Job, Answer> {
  readonly worker: Worker;
  pending: Pending<Job, Answer> | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Until it ends for lack of jobs. */
  rest: NodeJS.Timeout | undefined;
  /** Why it dies, as far as it is known. */
  cause: string;
}

const mostDeaths = 2;

export class JobQueue<Job, Answer> {
  readonly #options: QueueOptions<Job>;
  readonly #threads = new Set<Thread<Job, Answer>>();
  readonly #waiting = new Set<Pending<Job, Answer>>();
  #disposed = false;

  constructor(options: QueueOptions<Job>) {
    this.#options = options;
  }

  /** Rejects with the signal's reason at once when it is aborted, and with an error after `dispose`. */
  run(job: Job, otherwise: () => Answer, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (this.#disposed) return reject(disposedError());
      const abort = (): void => settle(() => reject(signal.reason));
      const settle = (end: () => void): void => {
        if (pending.settled) return;
        pending.settled = true;
        this.#waiting.delete(pending);
        signal.removeEventListener('abort', abort);
        end();
      };
      const pending: Pending<Job, Answer> = {
        job,
        otherwise,
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (reason) => settle(() => reject(reason)),
        deaths: 0,
        settled: false,
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.add(pending);
      this.#startNext();
    });
  }

  /** Ends the threads; what was still waiting is rejected. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    for (const pending of this.#waiting) pending.reject(disposedError());
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const { pending, timer, rest } of threads) {
      clearTimeout(timer);
      clearTimeout(rest);
      pending?.reject(disposedError());
    }
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #startNext(): void {
    for (const pending of this.#waiting) {
      const thread = this.#idleThread();
      if (!thread) return;
      this.#waiting.delete(pending);
      this.#give(thread, pending);
    }
  }

  #idleThread(): Thread<Job, Answer> | undefined {
    for (const thread of this.#threads) if (!thread.pending) return thread;
    return this.#threads.size < this.#options.workers ? this.#startThread() : undefined;
  }

  #startThread(): Thread<Job, Answer> {
    const worker = startThread(this.#options.file, this.#options);
    const thread: Thread<Job, Answer> = {
      worker,
      pending: undefined,
      timer: undefined,
      rest: undefined,
      cause: 'it ended',
    };
    this.#threads.add(thread);
    worker.on('message', (answer: Answer) => this.#answered(thread, answer));
    worker.on('error', (error) => {
      thread.cause = String(error);
    });
    worker.on('exit', () => this.#died(thread));
    return thread;
  }

  #give(thread: Thread<Job, Answer>, pending: Pending<Job, Answer>): void {
    clearTimeout(thread.rest);
    thread.pending = pending;
    thread.timer = setTimeout(() => this.#hung(thread), this.#options.deadline);
    thread.worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.worker.postMessage(pending.job);
  }

  #hung(thread: Thread<Job, Answer>): void {
    thread.cause = `no answer within ${this.#options.deadline} ms`;
    void thread.worker.terminate();
  }

  #answered(thread: Thread<Job, Answer>, answer: Answer): void {
    const { pending } = thread;
    this.#rest(thread);
    pending?.resolve(answer);
    this.#startNext();
  }

  #died(thread: Thread<Job, Answer>): void {
    const { pending } = thread;
    const isMissed = this.#threads.delete(thread);
    this.#rest(thread);
    if (!isMissed) return;
    if (pending && !pending.settled) this.#retry(pending, thread.cause);
    this.#startNext();
  }

  #retry(pending: Pending<Job, Answer>, cause: string): void {
    pending.deaths++;
    if (pending.deaths < mostDeaths) return void this.#waiting.add(pending);
    this.#options.givenUp(pending.job, cause);
    pending.resolve(pending.otherwise());
  }

  /** Once it is out of the list, nobody minds that it ends. */
  #end(thread: Thread<Job, Answer>): void {
    this.#threads.delete(thread);
    void thread.worker.terminate();
  }

  /** An idle thread does not keep the process alive. */
  #rest(thread: Thread<Job, Answer>): void {
    clearTimeout(thread.timer);
    clearTimeout(thread.rest);
    thread.pending = undefined;
    // Its end is waited for, although it may say something yet.
    if (!this.#threads.has(thread)) return;
    thread.rest = setTimeout(() => this.#end(thread), this.#options.idle).unref();
    thread.worker.unref();
  }
}

function disposedError(): Error {
  return new Error('The parse pool was disposed.');
}
