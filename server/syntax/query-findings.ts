/**
 * The matches of a grammar's query, sorted by what they say, in one pass: most of them are names that are
 * used, and a large file has hundreds of thousands.
 */

import type { Range } from '../protocol/protocol.ts';
import { type Definition, type Findings, useCode, type Wrapper } from './findings.ts';
import { importsOf } from './imports.ts';
import { captureOf, rangeOf } from './nodes.ts';
import type { Match, TreeNode } from './parser.ts';
import type { LanguageRules } from './rules.ts';

const kinds: ReadonlyMap<string, Definition['kind']> = new Map(
  (
    [
      'function',
      'method',
      'constructor',
      'class',
      'interface',
      'type',
      'enum',
      'enumMember',
      'namespace',
      'constant',
      'variable',
      'property',
      'attribute',
    ] as const
  ).map((kind) => [`definition.${kind}`, kind]),
);

/** What the matches of a grammar's query say; its captures are explained in `grammars/README.md`. */
export function findingsOf(matches: readonly Match[], text: string, rules: LanguageRules): Findings {
  const uses = new Uint8Array(text.length);
  const byCapture = new Map<string, Range[]>();
  const grouped = { definition: new Array<Match>(), wrapper: new Array<Match>(), import: new Array<Match>() };
  for (const match of matches) {
    for (const { name, node } of match.captures) {
      const code = useCode(name);
      if (code > 0) uses[node.startIndex] = Math.max(code, uses[node.startIndex] ?? 0);
      else if (name.startsWith('definition.')) grouped.definition.push(match);
      else if (name === 'import') grouped.import.push(match);
      else if (name.startsWith('wrapper')) grouped.wrapper.push(match);
      else if (lone.has(name)) addTo(byCapture, name, node);
      else if (name === 'variable' || name === 'parameter') {
        addTo(
          byCapture,
          name === 'variable' ? 'binding' : 'binding.parameter',
          captureOf(match, 'name') ?? node,
        );
      }
    }
  }
  const inOrder = grouped.definition.toSorted((a, b) => a.patternIndex - b.patternIndex);
  return {
    definitions: inOrder.flatMap(definitionIn),
    wrappers: grouped.wrapper.flatMap(wrapperIn),
    imports: importsOf(grouped.import, text, rules),
    nodes: (capture) => byCapture.get(capture) ?? [],
    uses,
  };
}

function definitionIn(match: Match): Definition[] {
  const definition = match.captures.find((capture) => kinds.has(capture.name));
  const kind = definition && kinds.get(definition.name);
  if (!kind) return [];
  const of = (capture: string): Range | undefined => {
    const node = captureOf(match, capture);
    return node && rangeOf(node);
  };
  const [name, item, body, doc] = [of('name'), of('item'), of('body'), of('doc')];
  // The parser puts in a name that is not there.
  if (name && name.start === name.end) return [];
  return [
    {
      kind,
      range: rangeOf(definition.node),
      ...(name && { name }),
      ...(item && { item }),
      ...(body && { body }),
      ...(doc && { doc }),
      exported: captureOf(match, 'export') !== undefined,
    },
  ];
}

function wrapperIn(match: Match): Wrapper[] {
  const wrapper = match.captures.find(({ name }) => name.startsWith('wrapper'));
  const inner = captureOf(match, 'wrapped');
  if (!wrapper || !inner || wrapper.node.startIndex === inner.startIndex) return [];
  const exported = wrapper.name === 'wrapper.export';
  return [{ inner: inner.startIndex, range: rangeOf(wrapper.node), exported }];
}

const lone: ReadonlySet<string> = new Set([
  'local',
  'decorator',
  'discard',
  'binding',
  'block',
  'binding.parameter',
  'binding.type',
  'hidden',
  'export.name',
  'export.default',
  'section.hidden',
  'section.shown',
]);

function addTo(byCapture: Map<string, Range[]>, name: string, node: TreeNode): void {
  const ranges = byCapture.get(name);
  if (ranges) ranges.push(rangeOf(node));
  else byCapture.set(name, [rangeOf(node)]);
}
