/** What the monitors did, for the trace: the rules of each place, and what broke them. */

import type { MonitorStep } from '../protocol/protocol.ts';
import { illegal, meantBy, type Rule } from './monitor.ts';
import type { Violation } from './violation.ts';

/** Names of a list that its step tells; a trace stays small. */
const mostNamed = 12;

/** A step whose rule came with that of another place. */
const unasked = { trigger: '', legal: 0, names: [], only: true, ms: 0 } as const;

export class StepLog {
  readonly #steps: MonitorStep[] = [];

  /** First to last. */
  get steps(): readonly MonitorStep[] {
    return this.#steps;
  }

  /** The rules of a place that was come to. */
  ruled(rules: readonly Rule[], place: Pick<MonitorStep, 'trigger' | 'at' | 'ms'>): void {
    for (const rule of rules) {
      const { monitor, doubt } = rule;
      const names = meantBy(rule);
      const listed = { legal: names.length, names: names.slice(0, mostNamed) };
      const ms = rounded(place.ms);
      this.#steps.push({ monitor, ...place, ms, ...listed, only: doubt === illegal });
    }
  }

  /** Puts what was forbidden into the step that forbade it. */
  broken({ monitor, found, kept }: Violation): void {
    const at = this.#steps.findLastIndex((step) => step.monitor === monitor && step.at <= kept.length);
    const step = this.#steps[at];
    if (step && step.forbidden === undefined) this.#steps[at] = { ...step, forbidden: found };
    else this.#steps.push({ ...unasked, monitor, at: kept.length, forbidden: found });
  }

  /** An error that the checker found, and what is not written there again. */
  gaveUp(forbidden: string, { at, ms }: Pick<MonitorStep, 'at' | 'ms'>): void {
    this.#steps.push({ ...unasked, monitor: 'check', at, ms: rounded(ms), forbidden });
  }
}

/** Milliseconds as a trace tells them. */
export function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
