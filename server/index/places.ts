/** What paths say about files: how near two of them are, which are tests, and what a test is about. */

/** 1 for one folder, less for each folder to go up or down between two files. */
export function nearness(a: string, b: string): number {
  let at = 0;
  let shared = 0;
  for (; at < a.length && a.charCodeAt(at) === b.charCodeAt(at); at++) if (isSlash(a, at)) shared = at + 1;
  return 1 / (1 + foldersFrom(a, shared) + foldersFrom(b, shared));
}

function foldersFrom(path: string, start: number): number {
  let folders = 0;
  for (let at = start; at < path.length; at++) if (isSlash(path, at)) folders++;
  return folders;
}

function isSlash(path: string, at: number): boolean {
  const code = path.charCodeAt(at);
  return code === 47 || code === 92;
}

const testFolder = /[\\/](?:tests?|__tests__|specs?|fixtures|testdata)[\\/]/i;
const testFile =
  /(?:[._-](?:test|tests|spec|bench)\.[^./\\]+|[a-z](?:Test|Tests|Spec)\.[^./\\]+|[\\/]test_[^\\/]*)$/;

/** Whether a file is a test, by its name or its folder. */
export function isTest(path: string): boolean {
  return testFolder.test(path) || testFile.test(path);
}

const besideFolder =
  /\/(?:bench(?:es|marks?)?|examples?|samples?|demos?|docs?|www|playgrounds?|e2e|scripts?|vendor|third_party)\//i;

/** Whether a file below this folder is a test, an example or what else stands beside a product. */
export function standsBeside(path: string, root: string): boolean {
  const inside = path.startsWith(root) ? path.slice(root.length) : path;
  const slashed = `/${inside}`.replaceAll('\\', '/');
  return isTest(slashed) || besideFolder.test(slashed);
}

/** A file's name without folder, endings and what marks a test: `invoice` for `invoice.test.ts`. */
export function subjectOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name
    .replace(/\.[^.]*$/, '')
    .replace(/(?:[._-](?:test|tests|spec|bench)|(?<=[a-z])(?:Test|Tests|Spec))$/, '')
    .replace(/^test_/, '');
}
