/**
 * The link to the process of a GGUF model. One request is in the process at a time, the rest wait here. A process
 * that dies is replaced with the next request; after three deaths within a minute it is left alone for a while, and
 * says so. One that nobody asks anything ends and comes back.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RestartPause } from '../restart-pause.ts';
import { type FromGguf, type GgufRequest, isFromGguf, type ToGguf } from './gguf-protocol.ts';

export interface GgufOptions {
  /** Path of the model's file. */
  readonly path: string;
  /** Megabytes that the process may take. */
  readonly memory: number;
  /** Tokens of the window. */
  readonly window: number;
  readonly gpu: boolean;
  /** The repository that is worked on: no library is loaded out of it. */
  readonly root?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds without a request after which the process ends; ten minutes unless told. */
  readonly idle?: number;
  /** Milliseconds that a process which died three times within a minute is left alone at first; 10,000 unless told. */
  readonly pause?: number;
}

/** What a loaded model says of itself. */
export type LoadedModel = Omit<FromGguf & { readonly kind: 'ready' }, 'kind'>;

/** Answers to one request, in order, until the one that ends it. */
type Hears = (message: FromGguf | { readonly kind: 'died'; readonly message: string }) => void;

const memoryExit = 77;
/** What may help against one death after the other. */
const whenPaused = 'Choose a smaller model if that goes on.';

const entry = new URL(
  import.meta.url.endsWith('.ts') ? './gguf-process.ts' : './gguf-process.js',
  import.meta.url,
);

export class GgufLink {
  readonly #options: GgufOptions;
  readonly #hears = new Map<number, Hears>();
  readonly #numbers = new WeakMap<readonly string[], number>();
  /** Names that the process was told. */
  #told = new Set<number>();
  #process: ChildProcess | undefined;
  readonly #pause: RestartPause;
  #closed: string | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  #lastNumber = 0;
  #released = false;
  #loaded: LoadedModel | undefined;
  /** Who waits for the model to be loaded, or for that to fail. */
  #waiting: (() => void)[] = [];

  constructor(options: GgufOptions) {
    this.#options = options;
    this.#pause = new RestartPause({ of: 'The process of the model', first: options.pause ?? 10_000 });
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** What the model said of itself when it was loaded last. */
  get loaded(): LoadedModel | undefined {
    return this.#loaded;
  }

  /** Why it cannot be asked anything at this moment; `undefined` where it can. */
  get #refusal(): string | undefined {
    const paused = this.#pause.now();
    return this.#closed ?? (paused && `${paused.message} ${whenPaused}`);
  }

  /** Starts the process and waits until the model is loaded, or cannot be. */
  load(): Promise<void> {
    if (this.#loaded || this.#refusal !== undefined) return Promise.resolve();
    this.start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Starts the process before its first request. */
  start(): void {
    if (this.#process || this.#refusal !== undefined) return;
    const child = forked(this.#options);
    this.#process = child;
    this.#told = new Set();
    this.#released = false;
    child.on('message', (message: unknown) => this.#receive(message));
    child.once('exit', (code, signal) =>
      this.#died(child, code === memoryExit ? 'memory' : (signal ?? `code ${code}`)),
    );
    child.once('error', (error) => child.pid === undefined && this.#died(child, error.message));
    child.unref();
    child.channel?.unref();
  }

  /** Sends a request and gives its number; `hears` gets every answer, `died` at the latest. */
  ask(request: (id: number) => GgufRequest, hears: Hears): number {
    const id = ++this.#lastId;
    const refusal = this.#refusal;
    if (refusal !== undefined) {
      hears({ kind: 'died', message: refusal });
      return id;
    }
    clearTimeout(this.#idle);
    this.start();
    this.#hears.set(id, hears);
    this.#process?.channel?.ref();
    this.tell(request(id));
    return id;
  }

  tell(message: ToGguf): void {
    this.#process?.send(message, () => undefined);
  }

  /** The number under which the process knows these names. */
  numberOf(names: readonly string[]): number {
    const number = this.#numbers.get(names) ?? ++this.#lastNumber;
    this.#numbers.set(names, number);
    if (!this.#told.has(number)) this.tell({ kind: 'names', number, names });
    this.#told.add(number);
    return number;
  }

  /** Nobody waits for this answer any more. */
  leave(id: number): void {
    if (!this.#hears.delete(id)) return;
    this.tell({ kind: 'cancel', id });
    this.#rest();
  }

  async dispose(): Promise<void> {
    this.#close('The model was closed.');
    const child = this.#process;
    if (!child) return;
    child.ref();
    const gone = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  #receive(message: unknown): void {
    if (!isFromGguf(message)) return;
    if (message.kind === 'ready') {
      this.#loaded = message;
      return this.#settle();
    }
    if (message.kind === 'unusable') return this.#unusable(message.message);
    const hears = this.#hears.get(message.id);
    if (message.kind !== 'token') {
      this.#hears.delete(message.id);
      this.#rest();
    }
    hears?.(message);
  }

  /** An idle process neither keeps this one alive nor lives for ever. */
  #rest(): void {
    if (this.#hears.size > 0) return;
    this.#process?.channel?.unref();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#release(), this.#options.idle ?? 600_000).unref();
  }

  #release(): void {
    if (this.#hears.size > 0) return;
    this.#released = true;
    this.#process?.kill('SIGKILL');
  }

  /** It is asked again with the next request: the user may have installed what was missing. */
  #unusable(message: string): void {
    const child = this.#process;
    this.#process = undefined;
    child?.kill('SIGKILL');
    this.#refuse(message);
  }

  #died(child: ChildProcess, how: string): void {
    if (this.#process !== child) return;
    this.#process = undefined;
    if (this.#released) return;
    const why = how === 'memory' ? `took more than ${this.#options.memory} MB` : `ended (${how})`;
    this.#pause.died(how === 'memory' ? `memory above ${this.#options.memory} MB` : how);
    this.#refuse(this.#refusal ?? `The process of the model ${why}; the next request starts a new one.`);
  }

  #close(why: string): void {
    clearTimeout(this.#idle);
    this.#closed ??= why;
    this.#refuse(this.#closed);
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #refuse(message: string): void {
    this.#settle();
    const waiting = [...this.#hears.values()];
    this.#hears.clear();
    for (const hears of waiting) hears({ kind: 'died', message });
  }
}

function forked({ path, memory, window, gpu, root, environment = process.env }: GgufOptions): ChildProcess {
  const words = [path, String(memory), String(window), String(gpu), ...(root === undefined ? [] : [root])];
  return fork(fileURLToPath(entry), words, {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=2048'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
