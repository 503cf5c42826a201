/**
 * What a language is like beyond its queries: how it names constructors, hides names, writes imports, and
 * which of its nodes a cursor looks for. It comes from `rules.json` in the language's folder of `grammars/`.
 */

/** How the text of an import is read; see `imports.ts` and `import-paths.ts`. */
export type ImportStyle = 'script' | 'python' | 'path' | 'module';

/** Who can see a symbol from other files. A symbol inside a hidden one is hidden too. */
export interface Visibility {
  /** `captured`: outside of classes only what the query captures as exported. */
  readonly exports: 'all' | 'captured';
  /** Names that can be seen. */
  readonly names?: RegExp;
  /** What hides a symbol when it stands between its start and its name. */
  readonly hidden?: RegExp;
  /** What must stand there for a symbol to be seen; not asked of members of interfaces and enums. */
  readonly shown?: RegExp;
  /** The same for members of classes only. */
  readonly shownMembers?: RegExp;
  /** What a line such as `private` hides of what follows it in a class. */
  readonly sections: 'all' | 'methods';
}

export interface ImportRules {
  readonly style: ImportStyle;
  /** Between the names of a path: `.`, `::`, `\`. */
  readonly separator: string;
  /** What stands for all names of a module: `*`, `_`. */
  readonly wildcards: readonly string[];
  /** What a path without an alias binds: its last name, or all that is in it. */
  readonly binds: 'last' | 'all';
}

export interface LanguageRules {
  /** Names of methods that construct; `@container` is the name of their class. */
  readonly constructors: readonly string[];
  /** Variables that are named like this are constants. */
  readonly constants?: RegExp;
  readonly visibility: Visibility;
  readonly imports: ImportRules;
  /** What a name looks like where it is more than an identifier (`empty?`); sticky. */
  readonly name?: RegExp;
  /** Whether a namespace holds what stands in it, or is open to every file, as a package is. */
  readonly namespaces: 'holders' | 'open';
  /** Names that are everywhere and belong to no file: `string` in Go. */
  readonly predeclared: ReadonlySet<string>;
  /** What makes a statement of a name that stands in for one at a cursor: `()` in Lua. */
  readonly standInCall: '' | '()';
  /** How the names in scope at a cursor are found: by rules of its own, or by the query `scope.scm`. */
  readonly scope: 'script' | 'python' | 'query';
  /** Node types of a member access, with the field that holds what stands before the dot. */
  readonly members: ReadonlyMap<string, string>;
  /** Node types of what has a signature and a body. */
  readonly declarations: ReadonlySet<string>;
  /** Node types that may stand between a declaration and its first word. */
  readonly wrappers: ReadonlySet<string>;
}

/** @throws an error that names the field when the value of a `rules.json` is not of its shape. */
export function rulesFrom(json: unknown): LanguageRules {
  const rules = recordOf(json, 'rules');
  const constants = patternOf(rules, 'constants');
  const name = patternOf(rules, 'name', 'uy');
  return {
    constructors: namesOf(rules, 'constructors'),
    ...(constants && { constants }),
    visibility: visibilityOf(recordOf(rules.visibility ?? {}, 'visibility')),
    imports: importRulesOf(recordOf(rules.imports ?? {}, 'imports')),
    ...(name && { name }),
    namespaces: oneOf(rules, 'namespaces', ['holders', 'open']),
    predeclared: new Set(namesOf(rules, 'predeclared')),
    standInCall: oneOf(rules, 'standInCall', ['', '()']),
    scope: oneOf(rules, 'scope', ['query', 'script', 'python']),
    members: new Map(
      Object.entries(recordOf(rules.members ?? {}, 'members')).map(([type, field]) => [type, String(field)]),
    ),
    declarations: new Set(namesOf(rules, 'declarations')),
    wrappers: new Set(namesOf(rules, 'wrappers')),
  };
}

function visibilityOf(json: Fields): Visibility {
  const [names, hidden] = [patternOf(json, 'names'), patternOf(json, 'hidden')];
  const [shown, shownMembers] = [patternOf(json, 'shown'), patternOf(json, 'shownMembers')];
  return {
    exports: oneOf(json, 'exports', ['all', 'captured']),
    sections: oneOf(json, 'sections', ['all', 'methods']),
    ...(names && { names }),
    ...(hidden && { hidden }),
    ...(shown && { shown }),
    ...(shownMembers && { shownMembers }),
  };
}

function importRulesOf(json: Fields): ImportRules {
  return {
    style: oneOf(json, 'style', ['module', 'path', 'script', 'python']),
    separator: typeof json.separator === 'string' ? json.separator : '.',
    wildcards: namesOf(json, 'wildcards'),
    binds: oneOf(json, 'binds', ['last', 'all']),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function recordOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null)
    throw new Error(`rules.json: \`${name}\` must be an object.`);
  return { ...value };
}

/** A list, or one text with spaces between the names. */
function namesOf(fields: Fields, name: string): string[] {
  const value = fields[name] ?? [];
  if (typeof value === 'string') return value.split(/\s+/).filter(Boolean);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new Error(`rules.json: \`${name}\` must be names.`);
}

function patternOf(fields: Fields, name: string, flags = 'u'): RegExp | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new Error(`rules.json: \`${name}\` must be a regular expression.`);
  return new RegExp(value, flags);
}

/** The first of the choices where none is written. */
function oneOf<const Choice extends string>(
  fields: Fields,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = fields[name] ?? choices[0];
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new Error(`rules.json: \`${name}\` must be one of ${choices.join(', ')}.`);
  return choice;
}
