/** What is known of a whole workspace, by file: symbols, imports, chunks to search. No input or output. */
export type { ChunkHit, Query, SearchOptions } from './chunk-search.ts';
export { CodeIndex, type IndexStatistics, type SymbolRef } from './code-index.ts';
export { decodeFacts, encodeFacts } from './encoded-facts.ts';
export type { ResolvedImport } from './import-graph.ts';
export { jaccard, mmr } from './mmr.ts';
