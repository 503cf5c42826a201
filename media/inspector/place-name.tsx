/** A place by the name of its file: where there is little room, line and column stay. */

import type { RequestSummary } from '../../server/protocol/protocol.ts';

export function PlaceName({ summary }: { readonly summary: RequestSummary }) {
  const { file, line, column } = summary;
  return (
    <span class="place-name">
      <span class="file">{file.split('/').at(-1)}</span>
      <span class="dim">{`:${line}:${column}`}</span>
    </span>
  );
}
