/** What the chosen request was: its place, the hole, the model, what came of it. */

import type { Shown } from './gestures.ts';
import type { Trace } from '../../server/protocol/protocol.ts';
import { costOf, reuseOf } from './cost.ts';
import { timeOf } from './differences.ts';
import { Fact } from './fact.tsx';
import { Icon } from './icons.tsx';
import { PlaceName } from './place-name.tsx';
import { count, milliseconds, money, percent, t } from './words.ts';

export function Header({ state, gestures }: Shown) {
  const { request } = state;
  if (!request) return null;
  const { trace, summary } = request;
  const cost = costOf(trace);
  const folder = summary.file.split('/').slice(0, -1).join('/');
  return (
    <header class="request-header">
      <div class="title">
        <h1>
          <button
            type="button"
            class="link"
            onClick={gestures.openPlace}
            title={`${t('Open this place')}: ${summary.file}`}
          >
            <PlaceName summary={summary} />
          </button>
        </h1>
        <Outcome trace={trace} />
        {folder !== '' && (
          <p class="folder dim" title={folder}>
            {folder}
          </p>
        )}
      </div>
      <dl class="facts">
        <Fact name={t('Hole')} value={trace.hole.kind} />
        {trace.hole.expectedType && <Fact name={t('Expected type')} value={trace.hole.expectedType} code />}
        {trace.hole.receiver && <Fact name={t('Receiver')} value={trace.hole.receiver} code />}
        <Fact name={t('Model')} value={trace.model} />
        <Fact name={t('Time')} value={milliseconds(timeOf(trace))} />
        <Fact name={t('Cache')} value={reused(trace)} />
        {cost !== undefined && <Fact name={t('Cost')} value={cost === 0 ? t('free') : money(cost)} />}
      </dl>
      {trace.completeness.state !== 'complete' && (
        <p class="note warning">
          <Icon name="warning" />
          {trace.completeness.why}
        </p>
      )}
    </header>
  );
}

function Outcome({ trace: { outcome } }: { readonly trace: Trace }) {
  return outcome.kind === 'completion' ? (
    <span class="outcome good">
      <Icon name="pass" />
      {t('Completed')}
    </span>
  ) : (
    <span class="outcome">
      <Icon name="ban" />
      {t('none: {0}', t(outcome.reason))}
    </span>
  );
}

/** How much of the prompt the model had read before. */
function reused(trace: Trace): string {
  const { prompt, reused: tokens } = reuseOf(trace);
  return tokens === 0 ? t('none') : t('{0} reused ({1})', count(tokens), percent(tokens / prompt));
}
