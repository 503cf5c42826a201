/** A person who types, an editor that asks after each key, and a model that takes its time: all by a made-up clock. */

import { type Given, type Running, Schedule, type Spot } from '../../server/schedule/schedule.ts';
import { MadeUpClock } from './made-up-clock.ts';

export interface Run {
  readonly at: number;
  readonly spot: Spot;
  readonly by: 'chosen' | 'quick';
  /** When it was ended before its answer was there. */
  endedAt?: number;
  answeredAt?: number;
}

export interface TypistOptions {
  /** What a model writes at a spot. */
  readonly answer?: (spot: Spot, by: 'chosen' | 'quick') => string;
  readonly latency?: number;
  /** Milliseconds from the keystroke to the ask, as the editor has it. */
  readonly editor?: number;
  readonly delay?: number;
  readonly cascade?: boolean;
}

export class Typist {
  readonly clock = new MadeUpClock();
  readonly runs: Run[] = [];
  readonly improved: Spot[] = [];
  readonly given: { readonly spot: Spot; readonly given: Given<string> | undefined }[] = [];
  readonly schedule: Schedule<Spot, string>;
  text = '';
  readonly #options: TypistOptions;
  #asked = new AbortController();

  constructor(options: TypistOptions = {}) {
    this.#options = options;
    const work = {
      run: (spot: Spot, by: 'chosen' | 'quick', running: Running) =>
        this.#run({ at: this.clock.now(), spot, by }, running),
      offerOf: (text: string) => text.replace('?', ''),
      isLasting: () => true,
      isSure: (text: string) => text !== '' && !text.endsWith('?'),
      improved: (spot: Spot) => void this.improved.push(spot),
    };
    this.schedule = new Schedule(work, this.clock);
  }

  #run(own: Run, { signal, heard }: Running): Promise<string> {
    this.runs.push(own);
    const { answer = () => '', latency = 200 } = this.#options;
    const text = answer(own.spot, own.by);
    const { promise, resolve } = Promise.withResolvers<string>();
    const ms = own.by === 'quick' ? 1 : latency;
    this.clock.after(ms / 2, () => heard(text.slice(0, text.length / 2)));
    const cancel = this.clock.after(ms, () => {
      own.answeredAt = this.clock.now();
      resolve(text);
    });
    signal.addEventListener('abort', () => {
      cancel();
      own.endedAt = this.clock.now();
    });
    return promise;
  }

  spot(suffix = ''): Spot {
    return { path: '/a.ts', prefix: this.text, suffix, context: '' };
  }

  /** Types a text at the end, asks for a completion as editors do, and lets time pass. */
  async type(key: string, ms: number): Promise<void> {
    const { editor = 0 } = this.#options;
    this.#asked.abort();
    this.text += key;
    this.schedule.changed('/a.ts', this.text);
    await this.clock.pass(editor);
    this.ask('automatic');
    await this.clock.pass(ms - editor);
  }

  ask(by: 'automatic' | 'invoked'): void {
    this.#asked.abort();
    this.#asked = new AbortController();
    const { delay = 50, cascade = false } = this.#options;
    const spot = this.spot();
    const asking = this.schedule.ask({ spot, by, delay, cascade }, this.#asked.signal);
    void asking.then((given) => this.given.push({ spot, given }));
  }

  leave(): void {
    this.#asked.abort();
  }

  get last(): Given<string> | undefined {
    return this.given.at(-1)?.given;
  }
}
