/**
 * The link to a type engine's process. At most one request is in the child; the rest wait here, where
 * they can be taken back at once. A child that dies, or works on one request for longer than its limit,
 * is replaced, and the new one is told of every open text again; one that keeps dying is left alone for a
 * while that grows. A child that nobody asks anything ends, and comes back with the next request.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HolePart } from '../../statics/statics.ts';
import { RestartPause } from '../restart-pause.ts';
import {
  type EngineAnswer,
  type EngineRequest,
  isFromEngine,
  type ToEngine,
} from './type-engine-protocol.ts';

export interface ChildOptions {
  /** Which engine the child runs; `javascript` unless told. */
  readonly engine?: EngineKind;
  /** Megabytes of heap the child may use; 3072 unless told. */
  readonly memory?: number;
  /**
   * How long an abandoned request may keep a child busy that has answered before, in milliseconds; 20,000
   * unless told.
   */
  readonly patience?: number;
  /** How long any request may keep the child busy, in milliseconds; two minutes unless told. */
  readonly limit?: number;
  /** How long a child is kept that nobody asks anything, in milliseconds; ten minutes unless told. */
  readonly idle?: number;
  /** How long a child that died three times within a minute is left alone at first; 10,000 unless told. */
  readonly pause?: number;
}

/** TypeScript 6 in the child itself, or the native compiler in a process under the child. */
export type EngineKind = 'javascript' | 'native';

interface Job {
  readonly request: EngineRequest;
  readonly signal: AbortSignal;
  readonly resolve: (answer: EngineAnswer) => void;
  readonly reject: (reason: unknown) => void;
  readonly tell: ((known: HolePart) => void) | undefined;
}

const entry = new URL(
  import.meta.url.endsWith('.ts') ? './type-engine-process.ts' : './type-engine-process.js',
  import.meta.url,
);

/** How long a child that is asked to end may take, in milliseconds. */
const mostEnding = 1000;

/** Owns the child, the requests, and what the child must be told before the next request. */
export class ChildLink {
  name = 'TypeScript';
  readonly #options: ChildOptions;
  #child: ChildProcess | undefined;
  #starts = 0;
  readonly #pause: RestartPause;
  #closed: Error | undefined;
  #lastId = 0;
  #waiting: Job[] = [];
  #running: Job | undefined;
  /** Ends a child that works on one request for too long. */
  #hangTimer: NodeJS.Timeout | undefined;
  /** Ends one sooner that works on what nobody waits for. */
  #abandonedTimer: NodeJS.Timeout | undefined;
  /** Why the child is being ended, where it did not end by itself. */
  #ended: string | undefined;
  /** Whether the child has answered: the first answer may take as long as a project takes to load. */
  #isWarm = false;
  #idleTimer: NodeJS.Timeout | undefined;
  /** Texts that editors hold; a new child is told all of them. */
  readonly #open = new Map<string, string>();
  /** What the child has not been told yet, the last text per file. */
  readonly #untold = new Map<string, string | undefined>();
  readonly #untoldOnDisk = new Set<string>();

  constructor(options: ChildOptions) {
    this.#options = options;
    this.#pause = new RestartPause({ of: 'The type engine', first: options.pause ?? 10_000 });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get restarts(): number {
    return Math.max(0, this.#starts - 1);
  }

  change(path: string, text: string | undefined): void {
    if (text === undefined) this.#open.delete(path);
    else this.#open.set(path, text);
    this.#untold.set(path, text);
  }

  changedOnDisk(paths: readonly string[]): void {
    for (const path of paths) this.#untoldOnDisk.add(path);
  }

  start(): void {
    if (this.#child || this.#closed || this.#pause.now()) return;
    const child = forked(this.#options);
    this.#child = child;
    this.#isWarm = false;
    this.#ended = undefined;
    this.#starts++;
    this.#untoldOnDisk.clear();
    this.#untold.clear();
    for (const [path, text] of this.#open) this.#untold.set(path, text);
    child.on('message', (message: unknown) => this.#receive(message));
    child.once('exit', (code, signal) => this.#died(child, signal ?? `code ${code}`));
    child.once('error', (error) => child.pid === undefined && this.#died(child, error.message));
  }

  /** The answer of the child; a failure in the engine rejects. */
  ask(
    request: (id: number) => EngineRequest,
    signal: AbortSignal,
    tell?: (known: HolePart) => void,
  ): Promise<EngineAnswer> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const closed = this.#closed ?? this.#pause.now();
    if (closed) return Promise.reject(closed);
    const { promise, resolve, reject } = Promise.withResolvers<EngineAnswer>();
    const job: Job = { request: request(++this.#lastId), signal, resolve, reject, tell };
    const abandon = () => this.#abandon(job);
    signal.addEventListener('abort', abandon, { once: true });
    this.#waiting.push(job);
    this.#next();
    return promise.finally(() => signal.removeEventListener('abort', abandon));
  }

  /** Ends the child; everything that waits rejects. Resolves when no process is left. */
  async dispose(): Promise<void> {
    this.#close(new Error('The type engine was disposed of.'));
    const child = this.#child;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
    this.#end(child);
    await gone;
  }

  #next(): void {
    clearTimeout(this.#idleTimer);
    if (this.#running) return;
    if (this.#waiting.length === 0) {
      this.#idleTimer = setTimeout(() => this.release(), this.#options.idle ?? 600_000).unref();
      return;
    }
    this.start();
    const job = this.#waiting.shift();
    if (!job) return;
    this.#running = job;
    this.#hangTimer = this.#endsAfter(this.#options.limit ?? 120_000);
    for (const [path, text] of this.#untold) this.#send({ kind: 'change', path, text });
    if (this.#untoldOnDisk.size > 0) this.#send({ kind: 'changed on disk', paths: [...this.#untoldOnDisk] });
    this.#untold.clear();
    this.#untoldOnDisk.clear();
    this.#send(job.request);
  }

  /** A child that is gone says so itself: its `exit` decides, not a failed send. */
  #send(message: ToEngine): void {
    this.#child?.send(message, () => undefined);
  }

  #receive(message: unknown): void {
    if (!isFromEngine(message)) return;
    if (message.kind === 'ready') {
      this.name = message.name;
      return;
    }
    const job = this.#running;
    if (job?.request.id !== message.id) return;
    if (message.kind === 'part') return job.tell?.(message.known);
    this.#isWarm = true;
    this.#free();
    if (message.kind === 'failed') job.reject(new Error(`The type engine failed: ${message.message}`));
    else job.resolve(message);
    this.#next();
  }

  #abandon(job: Job): void {
    job.reject(job.signal.reason);
    this.#waiting = this.#waiting.filter((other) => other !== job);
    if (this.#running !== job) return;
    this.#send({ kind: 'cancel', id: job.request.id });
    if (this.#isWarm) this.#abandonedTimer = this.#endsAfter(this.#options.patience ?? 20_000);
  }

  /** Ends the child of now in `ms` milliseconds, if nobody stops the clock. */
  #endsAfter(ms: number): NodeJS.Timeout {
    const child = this.#child;
    const end = (): void => {
      if (!child) return;
      this.#ended = `it did not answer for ${ms / 1000} s and was ended`;
      this.#kill(child);
    };
    return setTimeout(end, ms).unref();
  }

  #free(): void {
    clearTimeout(this.#hangTimer);
    clearTimeout(this.#abandonedTimer);
    this.#running = undefined;
  }

  /** Lets an idle child go: what it knows is on disk, or told again. */
  release(): void {
    const child = this.#child;
    if (!child || this.#running) return;
    this.#child = undefined;
    this.#end(child);
  }

  /** Lets the child end what runs under it and then itself; one that does not is killed. */
  #end(child: ChildProcess): void {
    const late = setTimeout(() => this.#kill(child), mostEnding).unref();
    child.once('exit', () => clearTimeout(late));
    if (child.connected) child.disconnect();
    else this.#kill(child);
  }

  /** With what runs under it: a compiler that hangs does not notice that nobody listens. */
  #kill(child: ChildProcess): void {
    try {
      if (process.platform !== 'win32' && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone, or not made yet.
    }
    child.kill('SIGKILL');
  }

  #died(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    const job = this.#running;
    this.#free();
    const why = this.#ended ?? how;
    job?.reject(new Error(`The type engine's process ended (${why}); the next request starts a new one.`));
    const paused = this.#pause.died(why);
    if (paused) this.#turnAway(paused);
    this.#next();
  }

  /** Whatever is asked from now on rejects with `why`. */
  #close(why: Error): void {
    clearTimeout(this.#idleTimer);
    this.#closed ??= why;
    this.#turnAway(this.#closed);
  }

  /** What was asked so far rejects with `why`. */
  #turnAway(why: Error): void {
    const jobs = [...this.#waiting, ...(this.#running ? [this.#running] : [])];
    this.#waiting = [];
    this.#free();
    for (const job of jobs) job.reject(why);
  }
}

/** In a group of its own, so that it can be ended with what runs under it. */
function forked({ engine = 'javascript', memory = 3072 }: ChildOptions): ChildProcess {
  return fork(fileURLToPath(entry), [engine], {
    serialization: 'advanced',
    detached: process.platform !== 'win32',
    execArgv: [`--max-old-space-size=${memory}`],
    env: { ...process.env, GOMEMLIMIT: `${memory}MiB` },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
