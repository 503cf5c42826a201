/** The budget at a glance: the whole prompt, the context's share by source, file or level, and the slider. */

import type { Trace } from '../../server/protocol/protocol.ts';
import { reuseOf } from './cost.ts';
import { budgetOf, shownTrace, type Shown } from './gestures.ts';
import { Sentence } from './sentence.tsx';
import { type Grouping, groupings, partsOf, promptTokensOf, type Slice, slicesOf } from './slices.ts';
import { Treemap } from './treemap.tsx';
import { count, percent, t } from './words.ts';

export function Budget({ state, gestures }: Shown) {
  const trace = shownTrace(state);
  if (!trace) return null;
  const { grouping } = state.ui;
  const slices = slicesOf(trace.kept, grouping);
  const pick = (slice: Slice) => {
    const view = { ...state.ui.view, share: 'kept' as const };
    const found =
      grouping === 'source' ? { ...view, source: slice.name, search: '' } : { ...view, search: slice.name };
    gestures.choose({ tab: 'items', view: grouping === 'level' ? view : found });
  };
  return (
    <section class="budget" aria-label={t('Budget')}>
      <PromptBar trace={trace} />
      <div class="figures">
        <p class="figure">
          <strong>{count(trace.contextTokens)}</strong>
          <span>{t('of {0} tokens of context', count(trace.budget))}</span>
          {!trace.tokenizer.exact && <span class="dim">{t('(upper estimate)')}</span>}
        </p>
        <Grouped grouping={grouping} choose={(chosen) => gestures.choose({ grouping: chosen })} />
      </div>
      {trace.gate.tokens < trace.gate.asked && (
        <p class="dim">
          <Sentence text={trace.gate.why} />
        </p>
      )}
      <StackedBar trace={trace} slices={slices} />
      <Treemap slices={slices} pick={pick} />
      <Slider state={state} gestures={gestures} />
    </section>
  );
}

/** All of the prompt, and under it how much of it the model had read before. */
function PromptBar({ trace }: { readonly trace: Trace }) {
  const parts = partsOf(trace);
  const total = Math.max(1, promptTokensOf(trace));
  const { prompt, reused } = reuseOf(trace);
  const label = parts.map(({ kind, tokens }) => `${t(kind)} ${count(tokens)}`).join(', ');
  return (
    <figure class="prompt-bar">
      <figcaption>
        <span>{t('Prompt: {0} tokens', count(total))}</span>
        <span class="dim">{label}</span>
      </figcaption>
      <div class="bar thin" role="img" aria-label={t('Prompt: {0} tokens', `${count(total)} (${label})`)}>
        {parts.map(({ kind, tokens }) => (
          <span
            key={kind}
            class={`part ${kind}`}
            style={{ flexGrow: tokens }}
            title={`${t(kind)}: ${count(tokens)} (${percent(tokens / total)})`}
          />
        ))}
      </div>
      {reused > 0 && (
        <div
          class="reused"
          style={{ width: percentage(reused / prompt) }}
          title={t('{0} tokens from the cache', count(reused))}
        />
      )}
    </figure>
  );
}

function Grouped({ grouping, choose }: { readonly grouping: Grouping; choose(grouping: Grouping): void }) {
  const titles: Readonly<Record<Grouping, string>> = {
    source: t('Source'),
    file: t('File'),
    level: t('Level'),
  };
  return (
    <div class="segmented" role="group" aria-label={t('Group by')}>
      {groupings.map((name) => (
        <button key={name} type="button" aria-pressed={name === grouping} onClick={() => choose(name)}>
          {titles[name]}
        </button>
      ))}
    </div>
  );
}

function StackedBar({ trace, slices }: { readonly trace: Trace; readonly slices: readonly Slice[] }) {
  const total = slices.reduce((sum, { tokens }) => sum + tokens, 0);
  const free = Math.max(0, trace.budget - trace.contextTokens);
  const label = slices.map(({ name, tokens }) => `${name} ${count(tokens)}`).join(', ');
  return (
    <div class="bar" role="img" aria-label={t('{0}; {1} free', label || t('nothing kept'), count(free))}>
      {slices.map(({ name, tokens, colour }) => (
        <span
          key={name}
          class={`part colour-${colour}`}
          // The items were counted one by one; the bar is as wide as the finished text.
          style={{ flexGrow: (tokens / Math.max(1, total)) * trace.contextTokens }}
          title={`${name}: ${count(tokens)}`}
        />
      ))}
      <span class="part free" style={{ flexGrow: free }} title={t('{0} free', count(free))} />
    </div>
  );
}

/** Budgets that the slider reaches, evenly spaced to the eye. */
const [least, most] = [64, 16_384];
const steps = 200;

function Slider({ state, gestures }: Shown) {
  const budget = budgetOf(state);
  const read = ({ currentTarget }: { readonly currentTarget: EventTarget | null }) =>
    currentTarget instanceof HTMLInputElement ? Number(currentTarget.value) : Number.NaN;
  const setExactly = (event: { readonly currentTarget: EventTarget | null }) => {
    const tokens = Math.round(read(event));
    if (tokens > 0) gestures.tryBudget(tokens);
  };
  return (
    <div class="slider">
      <label for="budget-slider">{t('Try a budget')}</label>
      <input
        id="budget-slider"
        type="range"
        min={0}
        max={steps}
        value={stepOf(budget)}
        aria-valuetext={t('{0} tokens', count(budget))}
        onInput={(event) => gestures.tryBudget(budgetAt(read(event)))}
      />
      <input type="number" min={1} value={budget} aria-label={t('Budget in tokens')} onChange={setExactly} />
    </div>
  );
}

function stepOf(budget: number): number {
  return Math.round((steps * Math.log(budget / least)) / Math.log(most / least));
}

function budgetAt(step: number): number {
  const exact = least * (most / least) ** (step / steps);
  const grain = exact < 512 ? 8 : exact < 2_048 ? 32 : 128;
  return Math.round(exact / grain) * grain;
}

function percentage(value: number): string {
  return `${(100 * value).toFixed(2)}%`;
}
