/** Where Keyhole keeps its own files. `KEYHOLE_CACHE_DIR` moves all of them. */

import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Everything that can be made again. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.KEYHOLE_CACHE_DIR) return environment.KEYHOLE_CACHE_DIR;
  if (process.platform === 'win32' && environment.LOCALAPPDATA)
    return join(environment.LOCALAPPDATA, 'keyhole');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'keyhole');
  return join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'keyhole');
}

/** Where the command line stores what it knows of files; editors have a place of their own. */
export function factFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(environment), 'facts');
}

/** The user's own settings file: never one of the repository's, which may belong to somebody else. */
export function configFile(environment: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32' && environment.APPDATA)
    return join(environment.APPDATA, 'keyhole', 'settings.json');
  return join(environment.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'keyhole', 'settings.json');
}

/** What a person said about the context of each repository. */
export function steeringFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment.KEYHOLE_CACHE_DIR ?? dirname(configFile(environment)), 'steering');
}
