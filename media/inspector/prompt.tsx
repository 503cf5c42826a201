/** The prompt exactly as the model got it, in coloured parts that fold, to copy and to export. */

import type { KeptItem, Trace, TracedSegment } from '../../server/protocol/protocol.ts';
import { shownTrace, type Shown } from './gestures.ts';
import { titleOf } from './item-list.ts';
import { count, t } from './words.ts';

export function Prompt({ state, gestures }: Shown) {
  const trace = shownTrace(state);
  if (!trace) return null;
  return (
    <div class="prompt">
      <div class="toolbar">
        <vscode-button onClick={gestures.openPrompt}>{t('Open as Document')}</vscode-button>
        <vscode-button secondary onClick={() => gestures.copy('prompt')}>
          {t('Copy')}
        </vscode-button>
        <vscode-button secondary onClick={() => gestures.save('markdown')}>
          {t('Export Markdown')}
        </vscode-button>
        <vscode-button secondary onClick={() => gestures.save('json')}>
          {t('Export JSON')}
        </vscode-button>
      </div>
      {trace.prompt.length === 0 && <p class="waiting">{t('The model was sent nothing.')}</p>}
      {trace.prompt.map((segment, at) => (
        <Segment key={at} segment={segment} trace={trace} />
      ))}
    </div>
  );
}

/** Segments that are long and known to the person are folded at first. */
function Segment({ segment, trace }: { readonly segment: TracedSegment; readonly trace: Trace }) {
  const items = itemsIn(segment, trace);
  const isOpen = segment.kind === 'context' || segment.kind === 'instructions';
  return (
    <details class={`segment ${segment.kind}`} open={isOpen}>
      <summary>
        <span class="kind">{t(segment.kind)}</span>
        <span class="origin">{items.length > 0 ? items.map(titleOf).join(', ') : ''}</span>
        <span class="tokens">{t('{0} tok', count(segment.tokens))}</span>
      </summary>
      <pre tabindex={0}>{segment.text}</pre>
    </details>
  );
}

/** A segment of context names the items that it was made of. */
function itemsIn({ kind, origin }: TracedSegment, { kept }: Trace): readonly KeptItem[] {
  return kind === 'context' ? kept.filter(({ id }) => ` ${origin} `.includes(` ${id} `)) : [];
}
