/** `keyhole model install`: says what it would fetch and how large that is, and does it after a yes. */

import { createInterface } from 'node:readline/promises';
import { installLlama, type LlamaCard, llamaCards, planLlama } from '../host/host.ts';
import { write } from './commands.ts';
import { UsageError } from './usage-error.ts';

export interface InstallOptions {
  readonly yes?: boolean;
  readonly gpu?: string;
}

/** Without `--yes` a person is asked; where nobody can be, nothing is installed. @throws {UsageError} */
export async function installModelLibrary(options: InstallOptions): Promise<void> {
  const plan = planLlama(cardOf(options.gpu));
  if (!plan) {
    throw new UsageError(
      `There is no ready-made node-llama-cpp for ${process.platform} on ${process.arch}${options.gpu ? ` with ${options.gpu}` : ''}. Use a model server instead, for example llama.cpp's.`,
    );
  }
  write(
    `This installs, from the npm registry and without running install scripts:\n${plan.packages.map((name) => `  ${name}\n`).join('')}` +
      `About ${plan.download} MB to download, ${plan.disk} MB on disk, in ${plan.folder}\n`,
  );
  if (!options.yes && !(await agreed())) return write('Nothing was installed.\n');
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  try {
    const bytes = await installLlama(plan, controller.signal);
    write(
      `Installed: ${Math.round(bytes / 1e6)} MB. A GGUF file is used with --model FILE.gguf or keyhole.model.name.\n`,
    );
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function cardOf(gpu: string | undefined): LlamaCard | undefined {
  if (gpu === undefined) return undefined;
  const card = llamaCards.find((each) => each === gpu);
  if (card) return card;
  throw new UsageError(`--gpu takes ${llamaCards.join(' or ')}, not "${gpu}".`);
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('Nobody can be asked here: say --yes to install it.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('Install it? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}
