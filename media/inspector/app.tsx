/** The page as a whole: the requests, and of the one that is chosen its budget and the tabs. */

import { Budget } from './budget.tsx';
import { Compare } from './compare.tsx';
import { shownTrace, type Shown } from './gestures.ts';
import { Header } from './header.tsx';
import { Items } from './items.tsx';
import { Output } from './output.tsx';
import { Prompt } from './prompt.tsx';
import { Requests } from './requests.tsx';
import { rulesOf } from './rules.ts';
import { Rules } from './rules-tab.tsx';
import { type State, type Tab, tabs } from './state.ts';
import { Trial } from './trial.tsx';
import { count, t } from './words.ts';

export function App({ state, gestures }: Shown) {
  const { requests, request } = state;
  if (requests === undefined) return <p class="waiting">{t('Loading…')}</p>;
  if (requests.length === 0) return <Empty gestures={gestures} />;
  return (
    <div class="frame">
      <Requests state={state} gestures={gestures} />
      <main>
        {request ? <Request state={state} gestures={gestures} /> : <p class="waiting">{t('Loading…')}</p>}
      </main>
    </div>
  );
}

function Empty({ gestures }: Pick<Shown, 'gestures'>) {
  return (
    <main class="empty">
      <h1>{t('No request yet')}</h1>
      <p>
        {t(
          'Type in a file, or ask for a completion: here you see what the model was shown, why, and what it cost.',
        )}
      </p>
      <vscode-button onClick={() => gestures.command('keyhole.trySample')}>{t('Try a Sample')}</vscode-button>
      <vscode-button secondary onClick={() => gestures.command('keyhole.chooseModel')}>
        {t('Choose Model…')}
      </vscode-button>
    </main>
  );
}

function Request({ state, gestures }: Shown) {
  return (
    <>
      <Header state={state} gestures={gestures} />
      <Trial state={state} gestures={gestures} />
      <Budget state={state} gestures={gestures} />
      <Tabs state={state} gestures={gestures} />
    </>
  );
}

const views = { items: Items, prompt: Prompt, output: Output, compare: Compare, rules: Rules } as const;

function Tabs({ state, gestures }: Shown) {
  const { tab } = state.ui;
  const Chosen = views[tab];
  const choose = (event: Event) => {
    const at = event instanceof CustomEvent ? event.detail.selectedIndex : undefined;
    const chosen = tabs[at];
    if (chosen && chosen !== tab) gestures.choose({ tab: chosen });
  };
  return (
    <vscode-tabs selected-index={tabs.indexOf(tab)} onvsc-tabs-select={choose}>
      {tabs.map((name) => (
        <vscode-tab-header key={name} slot="header">
          {titleOf(name)} <Counted tab={name} state={state} />
        </vscode-tab-header>
      ))}
      {tabs.map((name) => (
        <vscode-tab-panel key={name} class="panel">
          {name === tab && (
            <>
              <h2 class="unseen">{titleOf(name)}</h2>
              <Chosen state={state} gestures={gestures} />
            </>
          )}
        </vscode-tab-panel>
      ))}
    </vscode-tabs>
  );
}

function titleOf(tab: Tab): string {
  const titles: Readonly<Record<Tab, string>> = {
    items: t('Items'),
    prompt: t('Prompt'),
    output: t('Output'),
    compare: t('Compare'),
    rules: t('Rules'),
  };
  return titles[tab];
}

function Counted({ tab, state }: { readonly tab: Tab; readonly state: State }) {
  const trace = shownTrace(state);
  const rules = rulesOf(state.steered.steering).length + (state.steered.budget === undefined ? 0 : 1);
  const value = tab === 'items' ? (trace?.kept.length ?? 0) : tab === 'rules' ? rules : 0;
  return value === 0 ? null : <span class="counter">{count(value)}</span>;
}
