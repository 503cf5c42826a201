/**
 * When a model is asked, and when it need not be: waits out a person's typing, gives what was answered before, lets
 * those who type into an answer that is on its way have it, and ends what nobody can use. With a cascade the quick
 * model answers first where it is sure, and the slow one follows. Knows nothing of editors, sockets or timers.
 */

import type { Tally } from '../protocol/protocol.ts';
import { type Clock, pass } from './clock.ts';
import { Flight, type Running } from './flight.ts';
import { Latency } from './latency.ts';
import { Answers } from './remembered.ts';
import { noRhythm, pauseAfter, type Rhythm, struck } from './rhythm.ts';
import { leadsTo, type Rest, restOf, type Spot, typedSince } from './spot.ts';
import { noTally, type TallyName } from './tally.ts';

export { type Clock, realClock } from './clock.ts';
export type { Running } from './flight.ts';
export type { Rest, Spot } from './spot.ts';
export { savedBy } from './tally.ts';

/** Which model runs: the one that was chosen, or the quick one that is asked before it. */
export type Runner = 'chosen' | 'quick';

export interface Work<S extends Spot, A> {
  run(spot: S, by: Runner, running: Running): Promise<A>;
  /** What an answer offers to insert; empty for nothing. */
  offerOf(answer: A): string;
  /** Whether asking again at the same spot would give the same. */
  isLasting(answer: A): boolean;
  /** Whether the quick model is so sure of its answer that it is given before the other's. */
  isSure(answer: A): boolean;
  /** The chosen model has an answer other than the quick one's that was given. */
  improved(spot: S): void;
}

export interface Ask<S> {
  readonly spot: S;
  /** `automatic`: somebody types; `invoked`: somebody waits, and is answered anew. */
  readonly by: 'automatic' | 'invoked';
  /** Milliseconds from the last keystroke to the model; below 0 it follows the person's rhythm. */
  readonly delay: number;
  /** Whether the quick model is asked first. */
  readonly cascade: boolean;
}

/** How an answer came about. */
export type Way = 'asked' | 'joined' | 'remembered' | 'quick';

export interface Given<A> extends Rest {
  readonly answer: A;
  readonly way: Way;
  /** Milliseconds that were waited before the model was asked. */
  readonly waited: number;
}

interface Held<A> {
  readonly answer: A;
  readonly by: Runner;
}

/** Owns what runs and what was answered. Invariant: at most one run for each document that an ask waits for. */
export class Schedule<S extends Spot, A> {
  readonly #work: Work<S, A>;
  readonly #clock: Clock;
  readonly #answers = new Answers<Held<A>>();
  readonly #flights = new Set<Flight<S, A>>();
  /** Runs that begin when their time has come, by document: what cancels each. */
  readonly #later = new Map<string, () => void>();
  readonly #latency = new Latency();
  #rhythm: Rhythm = noRhythm;
  #tally: Tally = noTally;

  constructor(work: Work<S, A>, clock: Clock) {
    this.#work = work;
    this.#clock = clock;
  }

  /** What was done and what was saved since the start. */
  get tally(): Tally {
    return this.#tally;
  }

  /** Runs that have not ended. */
  get running(): number {
    return this.#flights.size;
  }

  /** A person has changed a document: ends what its new text cannot use. */
  changed(path: string, text: string): void {
    this.#rhythm = struck(this.#rhythm, this.#clock.now());
    for (const flight of this.#flights) {
      const isLost = flight.spot.path === path && !flight.isAwaited && !leadsTo(flight.spot, text);
      if (isLost) this.#supersede(flight, 'the text has changed');
    }
  }

  /** The answer; `undefined` when whoever asked has gone. Rejects when the run fails. */
  async ask(ask: Ask<S>, signal: AbortSignal): Promise<Given<A> | undefined> {
    this.#count('asks');
    const { spot, by } = ask;
    const early = by === 'automatic' ? (this.#known(ask) ?? (await this.#join(spot, signal))) : undefined;
    if (early) return early;
    if (signal.aborted) return this.#dropped();
    this.#cancelLater(spot.path);
    for (const flight of this.#flights)
      if (flight.spot.path === spot.path && (by === 'invoked' || !isAhead(flight.spot, spot)))
        this.#supersede(flight, 'there is a newer request');
    return (await this.#quick(ask, signal)) ?? this.#slow(ask, signal);
  }

  /**
   * Answers at a spot that somebody is likely to ask at soon; `undefined` where that is known or on its way, fails, or
   * is ended.
   */
  async speculate(spot: S): Promise<A | undefined> {
    if (this.#answers.find(spot) || [...this.#flights].some((flight) => flight.mayServe(spot)))
      return undefined;
    this.#count('speculated');
    return this.#fly(spot).done.catch(() => undefined);
  }

  /** Ends everything that runs. */
  endAll(why: string): void {
    for (const path of this.#later.keys()) this.#cancelLater(path);
    for (const flight of this.#flights) flight.end(why);
  }

  /** Ends everything that runs, and forgets every answer. */
  forget(why: string): void {
    this.endAll(why);
    this.#answers.clear();
  }

  #known({ spot, delay, cascade }: Ask<S>): Given<A> | undefined {
    const found = this.#answers.find(spot);
    if (!found) return undefined;
    const { answer: held, text, covers } = found;
    this.#count('remembered');
    if (held.by === 'quick' && cascade) this.#followLater(spot, delay);
    return { answer: held.answer, text, covers, way: 'remembered', waited: 0 };
  }

  /** The answer that is on its way, if the person has typed into it. */
  async #join(spot: S, signal: AbortSignal): Promise<Given<A> | undefined> {
    const flight = [...this.#flights].find((one) => one.mayServe(spot));
    const typed = flight && typedSince(flight.spot, spot);
    if (!flight || !typed) return undefined;
    const answer = await flight.wait(signal).catch(() => undefined);
    const rest = answer && restOf(this.#work.offerOf(answer), typed);
    if (!answer || !rest) return undefined;
    this.#count('joined');
    return { answer, ...rest, way: 'joined', waited: 0 };
  }

  async #quick({ spot, by, delay, cascade }: Ask<S>, signal: AbortSignal): Promise<Given<A> | undefined> {
    if (!cascade || by === 'invoked' || signal.aborted) return undefined;
    const answer = await this.#work.run(spot, 'quick', { signal, heard: () => {} }).catch(() => undefined);
    if (!answer || signal.aborted || !this.#work.isSure(answer)) return undefined;
    const text = this.#work.offerOf(answer);
    this.#count('quick');
    this.#answers.put(spot, text, { answer, by: 'quick' });
    this.#followLater(spot, delay);
    return { answer, text, covers: 0, way: 'quick', waited: 0 };
  }

  async #slow({ spot, by, delay }: Ask<S>, signal: AbortSignal): Promise<Given<A> | undefined> {
    const waited = by === 'invoked' ? 0 : this.#pause(delay);
    if (!(await pass(this.#clock, waited, signal))) return this.#dropped();
    const flight = this.#fly(spot);
    const answer = await flight.wait(signal).catch((error: unknown) => {
      if (flight.isEnded) return undefined;
      throw error;
    });
    if (answer === undefined) return undefined;
    return { answer, text: this.#work.offerOf(answer), covers: 0, way: 'asked', waited };
  }

  #dropped(): undefined {
    this.#count('dropped');
    return undefined;
  }

  /** Milliseconds that are left to wait of what the last keystroke asks for. */
  #pause(delay: number): number {
    const whole = delay >= 0 ? delay : pauseAfter(this.#rhythm, this.#latency.usual);
    const since = this.#clock.now() - this.#rhythm.last;
    return Math.max(0, whole - since);
  }

  #fly(spot: S): Flight<S, A> {
    this.#count('calls');
    const run = (running: Running) => this.#work.run(spot, 'chosen', running);
    const flight = new Flight<S, A>({ spot, clock: this.#clock, run });
    this.#flights.add(flight);
    flight.done
      .then((answer) => this.#landed(flight, answer))
      .catch(() => {})
      .finally(() => this.#flights.delete(flight));
    return flight;
  }

  #landed({ spot, startedAt }: Flight<S, A>, answer: A): void {
    this.#latency.add(this.#clock.now() - startedAt);
    const { offerOf, isLasting } = this.#work;
    if (isLasting(answer)) this.#answers.put(spot, offerOf(answer), { answer, by: 'chosen' });
  }

  /** Has the chosen model answer too, once the person pauses; earlier plans for the document are dropped. */
  #followLater(spot: S, delay: number): void {
    if ([...this.#flights].some((flight) => flight.mayServe(spot))) return;
    this.#cancelLater(spot.path);
    const cancel = this.#clock.after(this.#pause(delay), () => {
      this.#later.delete(spot.path);
      void this.#follow(spot);
    });
    this.#later.set(spot.path, cancel);
  }

  async #follow(spot: S): Promise<void> {
    const quick = this.#answers.find(spot);
    const answer = await this.#fly(spot).done.catch(() => undefined);
    if (!quick || answer === undefined) return;
    const text = this.#work.offerOf(answer);
    if (text !== '' && text !== quick.text) {
      this.#count('improved');
      this.#work.improved(spot);
    } else if (text === '') {
      // Where the other model has nothing to say, the quick one's word stands, and nobody asks again.
      const { answer: held } = quick.answer;
      this.#answers.put(quick.spot, this.#work.offerOf(held), { answer: held, by: 'chosen' });
    }
  }

  #cancelLater(path: string): void {
    const cancel = this.#later.get(path);
    if (!cancel) return;
    cancel();
    this.#later.delete(path);
    this.#count('spared');
  }

  #supersede(flight: Flight<S, A>, why: string): void {
    if (flight.isEnded) return;
    this.#count('superseded');
    flight.end(why);
  }

  #count(name: TallyName): void {
    this.#tally = { ...this.#tally, [name]: this.#tally[name] + 1 };
  }
}

/** Whether a spot lies where the other leads to. */
function isAhead(spot: Spot, of: Spot): boolean {
  return (
    spot.suffix === of.suffix && spot.prefix.length > of.prefix.length && spot.prefix.startsWith(of.prefix)
  );
}
