/** The last requests: a list beside the rest where there is room for it, else a box to choose from. */

import type { Shown } from './gestures.ts';
import type { RequestSummary } from '../../server/protocol/protocol.ts';
import { Icon } from './icons.tsx';
import { PlaceName } from './place-name.tsx';
import { milliseconds, t, timeOfDay } from './words.ts';

export function Requests({ state: { requests = [], ui }, gestures }: Shown) {
  const choose = ({ currentTarget }: { readonly currentTarget: EventTarget | null }) => {
    if (currentTarget instanceof HTMLSelectElement) gestures.show(currentTarget.value);
  };
  return (
    <nav class="requests" aria-label={t('Requests')}>
      <select class="choose-request" aria-label={t('Request')} value={ui.selected} onChange={choose}>
        {requests.map((request) => (
          <option key={request.id} value={request.id} selected={request.id === ui.selected}>
            {`${placeOf(request)} · ${timeOfDay(request.at)} · ${said(request)}`}
          </option>
        ))}
      </select>
      <h2>{t('Requests')}</h2>
      <ul>
        {requests.map((request) => (
          <li key={request.id}>
            <button
              type="button"
              class={request.reason ? 'request none' : 'request'}
              aria-current={request.id === ui.selected ? 'true' : undefined}
              onClick={() => gestures.show(request.id)}
            >
              <Icon name={request.reason ? 'ban' : 'check'} />
              <PlaceName summary={request} />
              <span class="when">{timeOfDay(request.at)}</span>
              <span class="what">{said(request)}</span>
              <span class="when">{milliseconds(request.ms)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function placeOf({ file, line, column }: RequestSummary): string {
  return `${file.split('/').at(-1)}:${line}:${column}`;
}

function said({ reason, text }: RequestSummary): string {
  return reason ? t('none: {0}', t(reason)) : (text ?? '');
}
