/** What the model sees of an item at each level, and what can be set for it, its file and its folder. */

import { useState } from 'preact/hooks';
import type { InspectedItem, Level, Steering } from '../../server/protocol/protocol.ts';
import type { Gestures } from './gestures.ts';
import { Icon } from './icons.tsx';
import { type ListedItem, titleOf } from './item-list.ts';
import { Sentence } from './sentence.tsx';
import { forcedLevel, has, ruleFor, type SetRule } from './rules.ts';
import { t } from './words.ts';

interface HoverCardProps {
  readonly item: ListedItem;
  /** `undefined` until the answer is there. */
  readonly known: InspectedItem | 'unknown' | undefined;
  /** Where the row starts and ends in the list, in pixels, and how high the list is. */
  readonly row: { readonly top: number; readonly end: number };
  readonly height: number;
  /** Pixels of the window above the row and below it. */
  readonly room: { readonly above: number; readonly below: number };
  readonly gestures: Gestures;
  readonly steering: Steering;
  close(): void;
}

/** Pixels that a card has at most, that it should have, and that it keeps from the edge of the window. */
const most = 420;
const enough = 300;
const margin = 10;

export function HoverCard({ item, known, row, height, room, gestures, steering, close }: HoverCardProps) {
  const renderings = known && known !== 'unknown' ? known.renderings : [];
  const [chosen, choose] = useState<Level | undefined>(undefined);
  const level = chosen ?? item.level ?? renderings.at(-1)?.level;
  const rendering = renderings.find((one) => one.level === level) ?? renderings.at(-1);
  const rest = beyond(item.why ?? '', item.reason);
  const isBelow = room.below >= Math.min(enough, room.above);
  const place = isBelow ? { top: `${row.end}px` } : { bottom: `${height - row.top}px` };
  const maxHeight = `${Math.min(most, (isBelow ? room.below : room.above) - margin)}px`;
  return (
    <div class="card" role="dialog" aria-label={titleOf(item)} style={{ ...place, maxHeight }}>
      <div class="card-head">
        <strong>{titleOf(item)}</strong>
        <span class="place">{`${item.path}:${item.line}`}</span>
        <button type="button" class="icon-button" aria-label={t('Close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <p>
        <Sentence text={item.reason} />
      </p>
      {rest !== '' && (
        <p class="dim">
          <Sentence text={rest} />
        </p>
      )}
      {renderings.length > 0 && (
        <div class="segmented" role="group" aria-label={t('Level')}>
          {renderings.map((one) => (
            <button
              key={one.level}
              type="button"
              aria-pressed={one === rendering}
              onClick={() => choose(one.level)}
            >
              {t(one.level)}
            </button>
          ))}
        </div>
      )}
      <pre tabindex={0}>
        {rendering ? rendering.text : known === undefined ? t('Loading…') : t('It has no text to show.')}
      </pre>
      <Evidence item={item} />
      <Steer item={item} level={rendering?.level} gestures={gestures} steering={steering} />
    </div>
  );
}

/** Many items are kept for the reason for which they were found; what is said of them beside that. */
function beyond(why: string, reason: string): string {
  const isTold = why.toLowerCase().startsWith(reason.toLowerCase());
  return isTold ? why.slice(reason.length).replace(/^\.\s*/, '') : why;
}

/** What the score was made of. */
function Evidence({ item: { evidence } }: Pick<HoverCardProps, 'item'>) {
  const named = Object.entries(evidence).filter(([, value]) => value > 0);
  if (named.length === 0) return null;
  return (
    <dl class="evidence">
      {named.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span class="meter" style={{ width: `${Math.round(value * 100)}%` }} />
            <span class="figure">{value.toFixed(2)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface SteerProps extends Pick<HoverCardProps, 'item' | 'gestures' | 'steering'> {
  readonly level: Level | undefined;
}

function Steer({ item, level, gestures, steering }: SteerProps) {
  const rule = ruleFor(item);
  const folder = item.path.includes('/') ? `${item.path.slice(0, item.path.lastIndexOf('/'))}/**` : undefined;
  const forced = forcedLevel(steering, rule);
  const offers: readonly (readonly [title: string, set: SetRule])[] = [
    [t('Pin'), { rule, kind: 'pin' }],
    [t('Ban'), { rule, kind: 'ban' }],
    ...(level ? [[t('Always as {0}', t(level)), { rule, kind: level }] as const] : []),
    ...(forced && forced !== level ? [[t('Always as {0}', t(forced)), { rule, kind: forced }] as const] : []),
    [t('Pin file'), { rule: item.path, kind: 'pin' }],
    [t('Ban file'), { rule: item.path, kind: 'ban' }],
    ...(folder ? [[t('Ban folder'), { rule: folder, kind: 'ban' }] as const] : []),
  ];
  return (
    <div class="steer" role="group" aria-label={t('Rules for this item')}>
      {offers.map(([title, set]) => (
        <button
          key={title}
          type="button"
          class="chip"
          aria-pressed={has(steering, set)}
          onClick={() => gestures.toggleRule(set)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
