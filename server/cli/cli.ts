/** The command line: parses the words, calls one command, turns errors into one line and an exit code. */

import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { batch } from './batch.ts';
import { check } from './check.ts';
import { complete, context, trace } from './commands.ts';
import { doctor } from './doctor.ts';
import { hole } from './hole.ts';
import { index } from './index-command.ts';
import { messageOf } from '../text/text.ts';
import { map } from './map.ts';
import { installModelLibrary } from './model-command.ts';
import { search } from './search.ts';
import { levels } from '../protocol/protocol.ts';
import { steer } from './steer.ts';
import { symbols } from './symbols.ts';
import { UsageError } from './usage-error.ts';

/** Errors are reported once, by `report`. */
const quiet = { outputError: () => {}, writeErr: () => {} };

function program(): Command {
  const keyhole = new Command('keyhole')
    .description('Shows a code model exactly the part of a codebase that the hole at the cursor needs.')
    .version(manifest.version)
    .exitOverride()
    .configureOutput(quiet);
  const add = (name: string, description: string) =>
    commonOptions(keyhole.command(name).description(description));
  add('hole <position>', 'the hole: kind, expected type, scope, relevant types and headers').action(hole);
  add(
    'check <position>',
    'the errors that a text would add there; exit code 0: none, 1: some, 3: not checked',
  )
    .option('--with <text>', 'the text to check, or - to read it from standard input')
    .action(check);
  steered(add('context <position>', 'the context exactly as it enters the prompt'))
    .option('--explain', 'what is in it and what is not, and why, as a table')
    .option('--budgets <numbers>', 'what each of these token budgets shows, for example 128,512,2048,8192')
    .action(context);
  steered(add('complete <position>', 'the completion')).action(complete);
  steered(
    add(
      'trace [position]',
      'every stage of a completion, for a person to read; without a position, of a hole cut into a file here',
    ),
  ).action(trace);
  steered(add('steer [folder]', 'what is pinned and banned in a repository, and kept outside of it'))
    .option('--forget <rule>', 'take a rule back, or all of them', several)
    .action(steer);
  add('index [folder]', 'index a folder: files, symbols, seconds, bytes')
    .option('--report', 'list what was left out, and why')
    .option('--watch', 'stay, and take over every change on disk')
    .option('--parser <name>', 'wasm (the default), native or auto (environment: KEYHOLE_PARSER)')
    .action(index);
  add('search <words...>', 'declarations by name and lines by what they say, best first')
    .option('--limit <number>', 'most that are printed, 20 unless told')
    .option('--kind <kinds>', 'only declarations of these kinds, for example class,function')
    .option('--in <folder>', 'the folder to search, the repository around this one unless told')
    .action(search);
  add('symbols <file>', 'what a file declares: lines, kinds, signatures').action(symbols);
  add('map [folder]', 'what matters most in a folder, as an outline of --budget tokens')
    .option('--focus <file or symbol>', 'what the map is about')
    .action(map);
  add(
    'doctor',
    'looks at the model that the settings choose, and says what is wrong; exit code 1 where something is',
  ).action(doctor);
  addModelCommands(keyhole);
  add('batch', 'JSON lines in, JSON lines out').action(batch);
  return keyhole;
}

/** What concerns models on this machine. */
function addModelCommands(keyhole: Command): void {
  keyhole
    .command('model')
    .description('models that run on this machine')
    .command('install')
    .description('install what runs GGUF files (node-llama-cpp); its size is said first')
    .exitOverride()
    .configureOutput(quiet)
    .option('--gpu <kind>', 'the binary for a graphics card too: cuda or vulkan')
    .option('--yes', 'do not ask')
    .option('--verbose', 'print a stack trace when something fails')
    .action(installModelLibrary);
}

/** Options that may be given several times. */
function steered(command: Command): Command {
  return command
    .option('--pin <rule>', 'what comes first: a path, a glob, "path#Symbol" or "#Symbol"', several)
    .option('--ban <rule>', 'what never appears', several)
    .option('--level <rule=level>', `what is shown at this level: ${levels.join(', ')}`, several);
}

function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function commonOptions(command: Command): Command {
  return command
    .exitOverride()
    .configureOutput(quiet)
    .option('--budget <tokens>', 'tokens of context from outside the file')
    .option('--model <name>', 'model to ask (environment: KEYHOLE_MODEL)')
    .option('--endpoint <address>', 'OpenAI-compatible server (environment: KEYHOLE_ENDPOINT)')
    .option('--format <name>', 'prompt format (environment: KEYHOLE_FORMAT)')
    .option(
      '--template <text>',
      'a prompt format of your own, with {prefix}, {suffix} and {context} in it (environment: KEYHOLE_TEMPLATE)',
    )
    .option('--dialect <name>', 'what the server speaks (environment: KEYHOLE_DIALECT)')
    .option('--deadline <ms>', 'milliseconds that each stage may take')
    .option('--config <file>', 'settings file (environment: KEYHOLE_CONFIG)')
    .option('--json', 'print the whole trace as JSON')
    .option('--verbose', 'print a stack trace when something fails');
}

/** Runs the command line on the words after the program's name and gives the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  const keyhole = program();
  try {
    await keyhole.parseAsync([...words], { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    return report(error, words.includes('--verbose'));
  }
}

function report(error: unknown, verbose: boolean): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    const shown =
      error.code === 'commander.help'
        ? 'No command was given'
        : firstLine(error.message.replace(/^error: /, ''));
    process.stderr.write(`keyhole: ${sentence(shown)} Run "keyhole --help" for the commands.\n`);
    return 2;
  }
  const message = messageOf(error);
  process.stderr.write(`keyhole: ${sentence(firstLine(message))}\n`);
  if (verbose && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return error instanceof UsageError ? 2 : 1;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
