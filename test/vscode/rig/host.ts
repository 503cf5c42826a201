/**
 * A real VS Code for tests: runs a mocha suite inside its extension host, or opens its workbench for a script that acts
 * as a person would. Everything that is started here ends with the returned promise, the disposal or the process.
 */

import { format } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { type WorkbenchUi, workbenchUi } from '../ui/ui.ts';
import { launchBrowser } from './browser.ts';
import { openPage } from './page.ts';
import { pause, type Server, type ServerOptions, startServer } from './server.ts';
import { bundleSuite } from './suite-bundle.ts';
import { readResult, resultVariable, type TestOutcome } from './suite-result.ts';

export interface EntryOptions extends ServerOptions {
  /** Folder of the extension under development. */
  readonly extensionPath: string;
  /** Folder to open. */
  readonly workspace: string;
  /** CommonJS file that exports `run()`. */
  readonly entry: string;
  /** How long the whole run may take; 150 unless told. */
  readonly seconds?: number;
}

export interface EntryRun {
  /** 0 and 1 come from the extension host; 124: too late, 125: the server ended, 126: the page crashed. */
  readonly code: number;
  /** What the extension host and the workbench logged. */
  readonly log: string;
}

export interface SuiteOptions extends Omit<EntryOptions, 'entry'> {
  /** The mocha files, in the order in which they run. */
  readonly suite: readonly string[];
}

export interface SuiteRun extends EntryRun {
  /** True when the host ended well and every test that ran passed; false when there was none. */
  readonly passed: boolean;
  readonly tests: readonly TestOutcome[];
}

export interface WorkbenchOptions extends ServerOptions {
  readonly workspace: string;
  /** Folder of an extension to run from its sources, in place of an installed one. */
  readonly extensionPath?: string;
  /** Language of the editor; English unless told. */
  readonly language?: string;
}

export interface Workbench extends WorkbenchUi {
  readonly page: Page;
  /** Holds settings, logs and installed extensions, until the workbench is disposed. */
  readonly userFolder: string;
  /** Ends the browser and the server; `await using` does it too. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const runSeconds = 150;
const closeSeconds = 5;

/** Bundles the suite and runs it inside the extension host with the extension loaded. */
export async function runSuite({ suite, ...options }: SuiteOptions): Promise<SuiteRun> {
  using bundle = await bundleSuite(suite);
  const environment = { ...options.environment, [resultVariable]: bundle.result };
  const run = await runEntry({ ...options, entry: bundle.entry, environment });
  return suiteRun(run, readResult(bundle.result));
}

/** Judges a run by both its exit code and its reported tests: a host that ran nothing has not passed. */
export function suiteRun(run: EntryRun, tests: readonly TestOutcome[]): SuiteRun {
  const passed = run.code === 0 && tests.length > 0 && tests.every(({ state }) => state !== 'failed');
  return { ...run, passed, tests };
}

/** Runs an entry point that is bundled already; for `runSuite` and for the stand-in of the `code` executable. */
export async function runEntry(options: EntryOptions): Promise<EntryRun> {
  const started = await start(options);
  const lines: string[] = [];
  const { promise, resolve } = Promise.withResolvers<EntryRun>();
  const finish = (code: number, last = ''): void => resolve({ code, log: [...lines, last].join('\n') });
  const seconds = options.seconds ?? runSeconds;
  const timer = setTimeout(() => finish(124, `The suite took more than ${seconds} seconds.`), seconds * 1000);
  void started.server.ended.then((output) => finish(125, output));
  const prepare = async (page: Page): Promise<void> => {
    page.on('crash', () => finish(126, 'The page crashed.'));
    await page.exposeFunction('codeAutomationLog', (_kind: string, words: unknown[]) =>
      lines.push(format(...words)),
    );
    await page.exposeFunction('codeAutomationExit', (code: number) => finish(code));
  };
  try {
    // The run may be over before the page is open.
    await Promise.race([openPage(started.browser, started.server, { ...options, prepare }), promise]);
    return await promise;
  } finally {
    clearTimeout(timer);
    await started.dispose();
  }
}

/** The workbench on a folder, with the extension installed or under development. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const started = await start(options);
  try {
    const page = await openPage(started.browser, started.server, options);
    const { dispose } = started;
    const { userFolder } = started.server;
    return { page, userFolder, ...workbenchUi(page), dispose, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await started.dispose();
    throw error;
  }
}

interface Started {
  readonly server: Server;
  readonly browser: Browser;
  readonly dispose: () => Promise<void>;
}

async function start(options: ServerOptions): Promise<Started> {
  const server = await startServer(options);
  try {
    const browser = await launchBrowser();
    const dispose = async (): Promise<void> => {
      await Promise.race([browser.close().catch(() => {}), pause(closeSeconds)]);
      await server.stop();
    };
    return { server, browser, dispose };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
