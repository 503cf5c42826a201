/** What the doctor looked at, and what it found: one step after the other, in plain words. */

export interface DoctorStep {
  /** What was looked at, for example `model name`. */
  readonly name: string;
  /** `skipped`: it does not apply, or an earlier step has to be put right first. */
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, and what to do where something is wrong: one to three sentences. */
  readonly text: string;
  /** Milliseconds, where the time says something. */
  readonly ms?: number;
}
