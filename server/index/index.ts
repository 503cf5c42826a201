/** What is known of a whole workspace, by file: symbols, imports, chunks to search. No input or output. */
export type { ChunkHit, Query, SearchOptions } from './chunk-search.ts';
export { CodeIndex, type IndexStatistics, type MemoryReport } from './code-index.ts';
export { decodeFacts, encodeFacts } from './encoded-facts.ts';
export type { SymbolRef } from './fact-table.ts';
export type { Evidence, ImportHit, ImportQuery } from './importable.ts';
export type { ResolvedImport } from './import-graph.ts';
export { familyOf, likelyStems, stemOf } from './module-leads.ts';
export { jaccard, mmr } from './mmr.ts';
export type { MatchKind } from './name-match.ts';
export { nearness, standsBeside } from './places.ts';
export { symbolKinds } from './packed-symbols.ts';
export type { PackageManifest } from './package-reach.ts';
export type { PathAliases } from './path-aliases.ts';
export type { Producer, ProducerQuery } from './producers.ts';
export type { NameHit, NameSearchOptions } from './symbol-search.ts';
export type { RankedSymbol, Ranking, RankOptions, Seed } from './ranking.ts';
export type { CoChange } from './symbol-graph.ts';
export type { InferredHeads, TypeRole, TypeUse } from './type-index.ts';
