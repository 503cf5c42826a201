/** Says that what is shown was tried and not sent, and offers to run it, to keep it, or to go back. */

import { budgetOf, type Shown } from './gestures.ts';
import { Icon } from './icons.tsx';
import { count, t } from './words.ts';

/** Screen readers tell what comes into a region that is there already. */
export function Trial(shown: Shown) {
  return (
    <div role="status" class="tried">
      <Tried {...shown} />
    </div>
  );
}

function Tried({ state, gestures }: Shown) {
  const { preview, failure, request, steered, settingBudget } = state;
  const budget = budgetOf(state);
  const kept = steered.budget ?? settingBudget;
  if (failure)
    return (
      <div class="trial failed" role="alert">
        <Icon name="error" />
        <p>{failure}</p>
        <vscode-button secondary onClick={gestures.dismiss}>
          {t('Dismiss')}
        </vscode-button>
      </div>
    );
  if (!preview || !request) return null;
  return (
    <div class="trial">
      <Icon name="info" />
      <p>
        {t(
          'A trial: this is what a budget of {0} and your rules select now. No model was asked.',
          count(budget),
        )}
      </p>
      <div class="actions">
        <vscode-button onClick={gestures.run}>{t('Run Again with These Changes')}</vscode-button>
        {budget !== kept && (
          <vscode-button secondary onClick={() => gestures.keepBudget(budget)}>
            {t('Keep This Budget')}
          </vscode-button>
        )}
        <vscode-button secondary onClick={gestures.dismiss}>
          {t('Back to the Request')}
        </vscode-button>
      </div>
    </div>
  );
}
