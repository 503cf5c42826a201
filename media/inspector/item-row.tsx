/** One item as a row: what it is, how much of it is shown, why, and what can be done with it. */

import type { Shown } from './gestures.ts';
import { type IconName, Icon, KindIcon } from './icons.tsx';
import { type ListedItem, titleOf } from './item-list.ts';
import { Sentence } from './sentence.tsx';
import { forcedLevel, has, ruleFor } from './rules.ts';
import { colourOfSource } from './slices.ts';
import { count, t } from './words.ts';
import { levels } from '../../server/protocol/protocol.ts';

interface ItemRowProps extends Shown {
  readonly item: ListedItem;
  readonly row: number;
  readonly top: number;
  readonly isActive: boolean;
  onFocus(): void;
  /** The pointer is over the row. */
  onRest(): void;
}

export function ItemRow({ item, row, top, isActive, state, gestures, onFocus, onRest }: ItemRowProps) {
  const { steering } = state.steered;
  const rule = ruleFor(item);
  const [isPinned, isBanned] = [has(steering, { rule, kind: 'pin' }), has(steering, { rule, kind: 'ban' })];
  const open = () => gestures.openItem(item);
  const classes = ['item', item.kept ? 'kept' : 'dropped', isPinned && 'pinned', isBanned && 'banned'];
  return (
    <div
      role="row"
      class={classes.filter(Boolean).join(' ')}
      aria-rowindex={row + 1}
      tabindex={isActive ? 0 : -1}
      style={{ top: `${top}px` }}
      ref={(element) => focusIfMoved(element, isActive)}
      onFocus={onFocus}
      onMouseEnter={onRest}
      onClick={open}
    >
      <span
        role="gridcell"
        class={`mark colour-${colourOfSource(item.source)}`}
        aria-label={[
          ...stateOf(item),
          ...(isPinned ? [t('pinned')] : []),
          ...(isBanned ? [t('banned')] : []),
        ].join(', ')}
      />
      <span role="gridcell" class="symbol">
        <KindIcon kind={item.kind} />
        <span class="name">{titleOf(item)}</span>
        <span class="place">{`${item.path}:${item.line}`}</span>
      </span>
      <Measures item={item} />
      <span role="gridcell" class="reason" title={`${item.reason}\n${item.why ?? ''}`}>
        <Sentence text={item.kept ? item.reason : (item.why ?? item.reason)} />
      </span>
      <Actions item={item} state={state} gestures={gestures} isActive={isActive} />
    </div>
  );
}

function Measures({ item }: Pick<ItemRowProps, 'item'>) {
  return (
    <span role="gridcell" class="measures">
      {item.level && <span class={`level level-${item.level}`}>{t(item.level)}</span>}
      <span class="tokens">{t('{0} tok', count(item.tokens))}</span>
      <span class="score" title={t('Score {0}', item.score)}>
        <span class="meter" style={{ width: `${Math.round(item.score * 100)}%` }} />
        <span class="figure">{item.score.toFixed(2)}</span>
      </span>
    </span>
  );
}

function Actions({
  item,
  state,
  gestures,
  isActive,
}: Pick<ItemRowProps, 'item' | 'state' | 'gestures' | 'isActive'>) {
  const rule = ruleFor(item);
  const is = (kind: 'pin' | 'ban') => has(state.steered.steering, { rule, kind });
  const toggle = (kind: 'pin' | 'ban') => () => gestures.toggleRule({ rule, kind });
  const row = isActive;
  return (
    <span role="gridcell" class="actions">
      <Action
        icon={is('pin') ? 'pinned' : 'pin'}
        title={is('pin') ? t('Unpin') : t('Pin')}
        row={row}
        run={toggle('pin')}
      />
      <Action icon="ban" title={is('ban') ? t('Allow again') : t('Ban')} row={row} run={toggle('ban')} />
    </span>
  );
}

/** A row that the arrow keys lead to takes the focus over from the row before. */
function focusIfMoved(element: HTMLElement | null, isActive: boolean): void {
  const focused = document.activeElement;
  if (!element || !isActive || focused === element) return;
  if (focused?.getAttribute('role') === 'row') element.focus({ preventScroll: true });
}

interface ActionProps {
  readonly icon: IconName;
  readonly title: string;
  /** Whether the row is the one that the tab key enters. */
  readonly row: boolean;
  run(): void;
}

function Action({ icon, title, row, run }: ActionProps) {
  const click = (event: Event) => {
    event.stopPropagation();
    run();
  };
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={title}
      title={title}
      tabindex={row ? 0 : -1}
      onClick={click}
    >
      <Icon name={icon} />
    </button>
  );
}

function stateOf({ kept, source }: ListedItem): string[] {
  return [kept ? t('Kept') : t('Dropped'), source];
}

/** Does what a key means for an item; whether it means anything. */
export function keyActions(item: ListedItem, { state, gestures }: Shown, key: string): boolean {
  const rule = ruleFor(item);
  const actions: Readonly<Record<string, () => void>> = {
    Enter: () => gestures.openItem(item),
    p: () => gestures.toggleRule({ rule, kind: 'pin' }),
    b: () => gestures.toggleRule({ rule, kind: 'ban' }),
    l() {
      const { steering } = state.steered;
      const forced = forcedLevel(steering, rule);
      const kind = levels[forced === undefined ? 0 : levels.indexOf(forced) + 1];
      if (kind) gestures.addRule({ rule, kind });
      else if (forced) gestures.toggleRule({ rule, kind: forced });
    },
  };
  const run = actions[key];
  run?.();
  return run !== undefined;
}
