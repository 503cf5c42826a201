/** Two requests side by side: what they cost, and what entered and left the prompt between them. */

import type { Shown } from './gestures.ts';
import type { KeptItem, Trace } from '../../server/protocol/protocol.ts';
import { costOf } from './cost.ts';
import { type Differences, differences, type Figure, type FigureName, figuresOf } from './differences.ts';
import { KindIcon } from './icons.tsx';
import { titleOf as titleOfItem } from './item-list.ts';
import { Choice } from './items.tsx';
import { Sentence } from './sentence.tsx';
import { count, itemCount, milliseconds, money, t, timeOfDay, tokenCount } from './words.ts';

export function Compare({ state, gestures }: Shown) {
  const { requests = [], request, compared } = state;
  const others = requests.filter(({ id }) => id !== request?.summary.id);
  if (!request || others.length === 0) return <p class="waiting">{t('There is no other request yet.')}</p>;
  const before = compared?.summary.id === request.summary.id ? undefined : compared;
  return (
    <div class="compare">
      <div class="toolbar">
        <span>{t('Before:')}</span>
        <Choice
          label={t('Compare with')}
          value={before?.summary.id ?? ''}
          options={[
            ['', t('Choose a request…')],
            ...others.map(
              ({ id, file, line, column, at }) =>
                [id, `${file}:${line}:${column} · ${timeOfDay(at)}`] as const,
            ),
          ]}
          choose={(id) => id !== '' && gestures.compare(id)}
        />
      </div>
      {before && (
        <Figures figures={figuresOf(before.trace, request.trace)} cost={costs(before.trace, request.trace)} />
      )}
      {before && <Changes found={differences(before.trace, request.trace)} />}
    </div>
  );
}

function costs(before: Trace, after: Trace) {
  const [one, other] = [costOf(before), costOf(after)];
  return one === undefined || other === undefined ? undefined : { before: one, after: other };
}

interface FiguresProps {
  readonly figures: readonly Figure[];
  readonly cost: { readonly before: number; readonly after: number } | undefined;
}

function Figures({ figures, cost }: FiguresProps) {
  return (
    <table class="figures-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('Before')}</th>
          <th scope="col">{t('Now')}</th>
          <th scope="col">{t('Difference')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ name, before, after }) => {
          const write = name === 'time' ? milliseconds : count;
          return (
            <tr key={name}>
              <th scope="row">{titleOf(name)}</th>
              <td class="figure">{write(before)}</td>
              <td class="figure">{write(after)}</td>
              <td class={`figure ${after > before ? 'more' : after < before ? 'less' : ''}`}>
                {after === before ? '–' : `${after > before ? '+' : '−'}${write(Math.abs(after - before))}`}
              </td>
            </tr>
          );
        })}
        {cost && (
          <tr>
            <th scope="row">{t('Cost')}</th>
            <td class="figure">{money(cost.before)}</td>
            <td class="figure">{money(cost.after)}</td>
            <td class="figure">{money(cost.after - cost.before)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function titleOf(name: FigureName): string {
  const titles: Readonly<Record<FigureName, string>> = {
    budget: t('Budget'),
    context: t('Context tokens'),
    prompt: t('Prompt tokens'),
    output: t('Tokens written'),
    items: t('Items kept'),
    time: t('Time'),
  };
  return titles[name];
}

function Changes({ found }: { readonly found: Differences }) {
  return (
    <div class="changes">
      <ItemList
        title={t('Entered')}
        kind="entered"
        items={found.entered.map((item) => ({ item, note: item.reason }))}
      />
      <ItemList
        title={t('Left')}
        kind="left"
        items={found.left.map(({ item, why }) => ({ item, note: why ?? t('It was not found.') }))}
      />
      <ItemList
        title={t('Changed level')}
        kind="changed"
        items={found.changed.map(({ before, after }) => ({
          item: after,
          note: `${t(before.level)} → ${t(after.level)}`,
        }))}
      />
      <p class="dim">{t('The same: {0}', itemCount(found.same))}</p>
    </div>
  );
}

interface ItemListProps {
  readonly title: string;
  readonly kind: string;
  readonly items: readonly { readonly item: KeptItem; readonly note: string }[];
}

function ItemList({ title, kind, items }: ItemListProps) {
  const tokens = items.reduce((sum, { item }) => sum + item.tokens, 0);
  if (items.length === 0) return null;
  return (
    <section class={kind} aria-label={title}>
      <h3>
        {title}
        <span class="dim">{`${itemCount(items.length)}, ${tokenCount(tokens)}`}</span>
      </h3>
      <ul class="lines">
        {items.map(({ item, note }) => (
          <li key={item.id}>
            <KindIcon kind={item.kind} />
            <span class="name">{titleOfItem(item)}</span>
            <span class="place">{item.path}</span>
            <span class="dim note-line">
              <Sentence text={note} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
