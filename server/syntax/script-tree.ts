/**
 * What the tree of TypeScript's own parser says of a script, collected in one walk. It reads JavaScript and
 * TypeScript several times faster than a grammar and its query, and loses nothing behind an error.
 */

import type ts from 'typescript';
import type { Range } from '../protocol/protocol.ts';
import type { ImportFact } from './facts.ts';
import { type Definition, type Findings, useCode } from './findings.ts';

/** The compiler's module; it is large, so only threads that parse load it. */
export type TypeScript = typeof ts;

/** How names are used, as codes of `Findings.uses`. */
export const uses = {
  use: useCode('reference.use'),
  member: useCode('reference.use.member'),
  type: useCode('reference.type'),
  call: useCode('reference.call'),
  callMember: useCode('reference.call.member'),
  construct: useCode('reference.construct'),
  heritage: useCode('reference.heritage'),
} as const;

type Place = 'local' | 'binding' | 'binding.parameter' | 'binding.type' | 'export.name' | 'export.default';

/** What a walk has found by now. */
export class ScriptFindings implements Findings {
  readonly definitions: Definition[] = [];
  readonly wrappers = [];
  readonly imports: ImportFact[] = [];
  readonly uses: Uint8Array;
  /** How many stretches around the place of the walk hide what they declare. */
  hidden = 0;
  readonly #file: ts.SourceFile;
  readonly #text: string;
  readonly #ts: TypeScript;
  readonly #places = new Map<string, Range[]>();

  constructor(typescript: TypeScript, file: ts.SourceFile) {
    this.#ts = typescript;
    this.#file = file;
    this.#text = file.text;
    this.uses = new Uint8Array(file.text.length);
  }

  nodes(capture: string): readonly Range[] {
    return this.#places.get(capture) ?? [];
  }

  note(place: Place, range: Range): void {
    const ranges = this.#places.get(place);
    if (ranges) ranges.push(range);
    else this.#places.set(place, [range]);
  }

  /** Of what only a function can see, the name alone counts. */
  define(definition: Definition): void {
    if (this.hidden === 0) this.defineMember(definition);
    else if (definition.name) this.note('binding', definition.name);
  }

  defineMember(definition: Definition): void {
    const { name, range, body } = definition;
    // The parser puts in a name that is not there, and a body that is not closed may end too late.
    if (this.hidden > 0 || (name && name.start >= name.end)) return;
    const isCut = body && body.end > range.end;
    this.definitions.push(
      isCut ? { ...definition, body: { start: body.start, end: range.end } } : definition,
    );
  }

  import(module: ts.Expression, of: ts.Node, names: ImportFact['names']): void {
    if (!this.#ts.isStringLiteralLike(module)) return;
    const range = this.rangeOf(of);
    const before = this.imports.at(-1);
    // An import may be found both alone and in the statement that names it.
    const isInside = before?.module === module.text && range.end <= before.range.end;
    if (!isInside) this.imports.push({ module: module.text, names, range });
  }

  use(name: ts.Identifier, code: number): void {
    if (name.escapedText === '' || name.escapedText === 'undefined') return;
    this.uses[this.startOf(name)] = code;
  }

  startOf(node: ts.Node): number {
    return node.getStart(this.#file, false);
  }

  /** Without the space before a node. */
  rangeOf(node: ts.Node): Range {
    return { start: Math.min(this.startOf(node), node.end), end: node.end };
  }

  /** The place of the first word behind the modifiers and decorators of a node. */
  endOfModifiers(node: ts.HasModifiers): number {
    const { modifiers } = node;
    if (!modifiers) return this.startOf(node);
    return (
      modifiers.end + (/^\s*/.exec(this.#text.slice(modifiers.end, modifiers.end + 200))?.[0].length ?? 0)
    );
  }

  /** Without what separates it from the next member. */
  rangeOfMember(node: ts.Node): Range {
    const { start, end } = this.rangeOf(node);
    const isSeparated = end > start + 1 && /[;,]/.test(this.#text[end - 1] ?? '');
    return { start, end: isSeparated ? end - 1 : end };
  }

  /** From the brace before some members to the end of the node that they are in. */
  bodyAround(members: ts.NodeArray<ts.Node>, node: ts.Node): Range | undefined {
    const start = members.pos - 1;
    return this.#text[start] === '{' ? { start, end: node.end } : undefined;
  }

  textOf(node: ts.Node): string {
    return this.#text.slice(this.startOf(node), node.end);
  }
}
