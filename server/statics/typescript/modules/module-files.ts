/** Files in folders as an import would name them, near ones first, within bounds. */

import type { LegalText } from '../../hole.ts';
import { folderOf } from '../file-system.ts';
import type { SourceTexts } from '../source-texts.ts';
import type { Endings } from './module-endings.ts';
import type { ModuleQuery } from './module-query.ts';

/** A text that may be written, and how far what it names is: 0 is beside the file. */
export interface Offer extends Omit<LegalText, 'type'> {
  readonly far: number;
}

/** A folder to name files of, and how it is written: `./parts/`. */
export interface NamedFolder {
  readonly folder: string;
  readonly written: string;
  readonly far: number;
  /** How many files are named before folders stand for the rest. */
  readonly most: number;
  /** The topmost folder to climb to, where what lies beside and above is named as well. */
  readonly top?: string;
}

interface Visited extends NamedFolder {
  /** The name of the folder that was climbed from. */
  readonly from?: string;
}

const mostFolders = 150;
/** What the other ways to name a file cost in the order. */
const otherName = 10;
/** What a test costs where no test imports: a little more than its folder is far. */
const ofTests = 5;
const test = /[.-](?:test|spec|stories|bench)\.[^/]*$/;
const passedOver = /^(?:node_modules|\..*)$/;

/** The other files of a folder and of those within it; a folder that was not looked into stands for its files. */
export function filesFrom(query: ModuleQuery, start: NamedFolder, endings: Endings): Offer[] {
  const offers: Offer[] = [];
  const queue: Visited[] = [start];
  for (let next = 0; next < queue.length; next++) {
    const at = queue[next];
    if (!at) break;
    if (next >= mostFolders || offers.length >= start.most) {
      offers.push(folderOffer({ ...at, written: withoutSlash(at.written) }));
      continue;
    }
    const isRoot = next === 0 && !at.written.startsWith('.');
    offers.push(...filesIn(query, at, isRoot ? { ...endings, hasFolders: false } : endings));
    queue.push(...foldersIn(query.texts, at));
    const above = climbed(at);
    if (above && at.folder === at.top) offers.push(folderOffer(above));
    else if (above) queue.push(above);
  }
  return offers;
}

/** A beginning that something unlisted may follow. */
export function folderOffer({ written, far }: Pick<NamedFolder, 'written' | 'far'>): Offer {
  return { text: written, kind: 'folder', far, continues: true };
}

/** The names of the files in one folder. */
function namesIn(texts: SourceTexts, folder: string): string[] {
  const onDisk = texts.port.readDirectory(folder, undefined, undefined, undefined, 1);
  const unsaved = texts.unsaved().filter((path) => folderOf(path) === folder);
  return [...onDisk, ...unsaved].map((path) => path.slice(path.lastIndexOf('/') + 1));
}

function filesIn(
  { texts, path }: ModuleQuery,
  { folder, written, far }: NamedFolder,
  endings: Endings,
): Offer[] {
  return namesIn(texts, folder).flatMap((file) => {
    if (`${withoutSlash(folder)}/${file}` === path) return [];
    const own = test.test(file) && !test.test(path) ? far + ofTests : far;
    const names = endings.names(file);
    const isIndex = endings.hasFolders && names.includes('index');
    const whole = names.map((name, at) => offerOf(written + name, own + (at > 0 || isIndex ? otherName : 0)));
    if (!isIndex) return whole;
    // `..` may be written as `../`, any other folder only without.
    const climbs = /(?:^|\/)\.{1,2}\/$/.test(written) ? [offerOf(written, far + otherName)] : [];
    return [offerOf(withoutSlash(written), far), ...climbs, ...whole];
  });
}

function offerOf(text: string, far: number): Offer {
  return { text, kind: 'file', far };
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

function foldersIn(texts: SourceTexts, { folder, written, far, most, from }: Visited): Visited[] {
  const names = texts.port.getDirectories(folder).filter((name) => !passedOver.test(name) && name !== from);
  return names.map((name) => ({
    folder: `${withoutSlash(folder)}/${name}`,
    written: `${written}${name}/`,
    far: far + 1,
    most,
  }));
}

function climbed({ folder, written, far, most, top }: Visited): Visited | undefined {
  const above = folderOf(folder);
  if (top === undefined || above === folder) return undefined;
  const from = folder.slice(folder.lastIndexOf('/') + 1);
  return {
    folder: above,
    written: written === './' ? '../' : `${written}../`,
    far: far + 1.5,
    most,
    top,
    from,
  };
}
