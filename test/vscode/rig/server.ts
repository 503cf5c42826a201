/** Starts VS Code's own server on 127.0.0.1 with fresh user data, and ends it with everything that it started. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Installation, installVscode } from './install.ts';
import { releaseAtEnd } from './lifetime.ts';

/** User settings by their full names. */
export type Settings = Readonly<Record<string, unknown>>;

/** A chord of the person's own, as in `keybindings.json`. */
export interface Keybinding {
  readonly key: string;
  readonly command: string;
}

export interface ServerOptions {
  readonly settings?: Settings;
  /** Settings of the machine that the extension runs on: those of scope `machine` are read from there alone. */
  readonly machineSettings?: Settings;
  readonly keybindings?: readonly Keybinding[];
  /** `asked`: a folder opens in Restricted Mode until a person trusts it. `given` unless told. */
  readonly trust?: 'given' | 'asked';
  /** Variables for the server; the extension host and what it starts inherit them. Caches go into the user data. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How much is logged, for everything or as `publisher.name:trace` for one extension; `info` unless told. */
  readonly logLevel?: string;
  /** Packaged extension to install before the start. */
  readonly vsix?: string;
}

export interface Server {
  /** Host and port. */
  readonly authority: string;
  /** Holds its settings, logs and installed extensions; gone when the server has stopped. */
  readonly userFolder: string;
  /** Settles when the server is gone, with what it printed. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Quiet, offline, and the same from run to run. */
const quietSettings: Settings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'editor.inlineSuggest.enabled': true,
  'editor.inlineSuggest.minShowDelay': 0,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.dialogStyle': 'custom',
  'window.restoreWindows': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

const trustSettings = {
  given: { 'security.workspace.trust.enabled': false },
  asked: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
} as const;

/** The server ends when the pipe to its parent closes, even if the parent could not say goodbye. */
const endWithParent =
  "data:text/javascript,process.stdin.on('end',()=>process.exit()).on('error',()=>{}).resume()";

const startSeconds = 60;
const stopSeconds = 5;

/** A listening server. Throws with its output when it does not start. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { environment = {}, logLevel = 'info', trust = 'given', vsix } = options;
  const installation = await installVscode();
  const userFolder = writeUserFolder(options);
  const remove = (): void =>
    rmSync(userFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  try {
    const own = { EXTENSIONS_GALLERY: '{}', XDG_CACHE_HOME: join(userFolder, 'cache') };
    const env = { ...cleanEnvironment(), ...own, ...environment };
    if (vsix) await installVsix(installation, userFolder, vsix, env);
    const port = await freePort();
    const words = [
      ...serverWords(installation, userFolder),
      ...(trust === 'given' ? ['--disable-workspace-trust'] : []),
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--log',
      logLevel,
    ];
    const child = spawn(installation.node, ['--import', endWithParent, ...words], {
      cwd: installation.vscode,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    return { authority: `127.0.0.1:${port}`, userFolder, ...(await running(child, remove)) };
  } catch (error) {
    remove();
    throw error;
  }
}

function writeUserFolder({
  settings,
  machineSettings = {},
  keybindings = [],
  trust = 'given',
}: ServerOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyhole-vscode-'));
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(folder, 'data', name), JSON.stringify(content, null, 1));
  mkdirSync(join(folder, 'data/User'), { recursive: true });
  mkdirSync(join(folder, 'data/Machine'));
  write('User/settings.json', { ...quietSettings, ...trustSettings[trust], ...settings });
  write('User/keybindings.json', keybindings);
  write('Machine/settings.json', machineSettings);
  return folder;
}

function serverWords({ vscode }: Installation, userFolder: string): string[] {
  const offline = ['--telemetry-level', 'off', '--disable-telemetry', '--disable-update-check'];
  const words = ['--accept-server-license-terms', '--server-data-dir', userFolder];
  return [join(vscode, 'out/server-main.js'), ...words, ...offline];
}

/** These variables would change how the server and its extension host start. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env);
  return Object.fromEntries(
    inherited.filter(([name]) => !/^(VSCODE_|CODE_SERVER_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
}

async function installVsix(
  host: Installation,
  folder: string,
  vsix: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const words = [...serverWords(host, folder), '--install-extension', resolve(vsix)];
  await promisify(execFile)(host.node, words, { cwd: host.vscode, env, timeout: startSeconds * 1000 });
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer().on('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    probe.close(() => resolve(port));
  });
  return promise;
}

/** The server once it listens; ends it and removes its data when it does not. */
async function running(child: ChildProcess, remove: () => void): Promise<Pick<Server, 'ended' | 'stop'>> {
  let output = '';
  const listening = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<string>();
  const read = (text: Buffer): void => {
    output += text;
    if (output.includes('Extension host agent listening on')) listening.resolve();
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  child.on('error', listening.reject);
  child.on('exit', (code) => {
    gone.resolve(output);
    listening.reject(new Error(`The server of VS Code ended with code ${code}.\n${output}`));
  });
  const forget = releaseAtEnd(() => {
    killGroup(child);
    remove();
  });
  const late = () => listening.reject(new Error(`The server of VS Code is not listening.\n${output}`));
  const timer = setTimeout(late, startSeconds * 1000);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await Promise.race([gone.promise, pause(stopSeconds)]);
    killGroup(child);
    forget();
    remove();
  };
  try {
    await listening.promise;
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return { ended: gone.promise, stop };
}

/** The server leads a process group: its extension host and terminals end with it. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}

/** Does not keep the process alive. */
export function pause(seconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, seconds * 1000).unref();
  return promise;
}
