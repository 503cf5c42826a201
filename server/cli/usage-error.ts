/** Bad input from the command line: one sentence that tells what to do, exit code 2. */

export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
