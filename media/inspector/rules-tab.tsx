/** Everything that was set for this workspace, in one list: to add to, to change, to take back. */

import type { Shown } from './gestures.ts';
import { useState } from 'preact/hooks';
import { levels, ruleProblem } from '../../server/protocol/protocol.ts';
import { Icon } from './icons.tsx';
import { Choice, valueOf } from './items.tsx';
import { type RuleKind, rulesOf, type SetRule, steeringOf } from './rules.ts';
import { count, t } from './words.ts';

const kinds: readonly RuleKind[] = ['pin', 'ban', ...levels];

export function Rules({ state, gestures }: Shown) {
  const { steered, settingBudget } = state;
  const rules = rulesOf(steered.steering);
  const replace = (at: number, rule: SetRule | undefined) =>
    gestures.setRules(steeringOf(rules.flatMap((one, index) => (index === at ? (rule ?? []) : one))));
  return (
    <div class="rules">
      <p class="dim">
        {t(
          'Rules hold for this repository and are kept outside of it. A rule is a path, a pattern such as src/**/*.gen.ts, path#Symbol or #Symbol.',
        )}
      </p>
      <ul class="rule-list">
        {steered.budget !== undefined && (
          <li class="rule">
            <span class="rule-kind">{t('Budget')}</span>
            <input
              type="number"
              min={1}
              value={steered.budget}
              aria-label={t('Budget in tokens')}
              onChange={(event) =>
                Number(valueOf(event)) > 0 && gestures.keepBudget(Math.round(Number(valueOf(event))))
              }
            />
            <span class="dim">
              {settingBudget !== undefined && t('in place of the setting, {0}', count(settingBudget))}
            </span>
            <Remove title={t('Use the setting again')} run={() => gestures.keepBudget(undefined)} />
          </li>
        )}
        {rules.map((rule, at) => (
          <li key={`${at}${rule.kind}${rule.rule}`} class="rule">
            <RuleFields rule={rule} change={(changed) => replace(at, changed)} />
            <Remove title={t('Remove the rule {0}', rule.rule)} run={() => replace(at, undefined)} />
          </li>
        ))}
        <NewRule add={gestures.addRule} />
      </ul>
      {rules.length === 0 && steered.budget === undefined && <p class="waiting">{t('Nothing is set.')}</p>}
      <div class="toolbar">
        <vscode-button
          secondary
          disabled={rules.length === 0 && steered.budget === undefined}
          onClick={gestures.reset}
        >
          {t('Reset Everything')}
        </vscode-button>
      </div>
    </div>
  );
}

interface RuleFieldsProps {
  readonly rule: SetRule;
  change(rule: SetRule): void;
}

function RuleFields({ rule, change }: RuleFieldsProps) {
  const [written, write] = useState(rule.rule);
  const problem = ruleProblem(written);
  return (
    <>
      <Choice
        label={t('What the rule does')}
        value={rule.kind}
        options={kinds.map((kind) => [kind, titleOf(kind)])}
        choose={(kind) => change({ rule: written, kind })}
      />
      <input
        class="pattern"
        value={written}
        aria-label={t('Rule')}
        aria-invalid={problem !== undefined}
        title={problem ?? ''}
        onInput={(event) => write(valueOf(event))}
        onChange={() => problem === undefined && change({ rule: written, kind: rule.kind })}
      />
    </>
  );
}

function NewRule({ add }: { add(rule: SetRule): void }) {
  const [rule, write] = useState<SetRule>({ rule: '', kind: 'pin' });
  const problem = rule.rule === '' ? undefined : ruleProblem(rule.rule);
  const submit = (event: Event) => {
    event.preventDefault();
    if (rule.rule === '' || problem !== undefined) return;
    add(rule);
    write({ ...rule, rule: '' });
  };
  return (
    <li>
      <form class="rule" onSubmit={submit}>
        <Choice
          label={t('What the new rule does')}
          value={rule.kind}
          options={kinds.map((kind) => [kind, titleOf(kind)])}
          choose={(kind) => write({ ...rule, kind })}
        />
        <input
          class="pattern"
          value={rule.rule}
          placeholder={t('src/**, path#Symbol, #Symbol')}
          aria-label={t('New rule')}
          aria-invalid={problem !== undefined}
          onInput={(event) => write({ ...rule, rule: valueOf(event) })}
        />
        <vscode-button type="submit" onClick={submit}>
          {t('Add')}
        </vscode-button>
      </form>
      {problem && (
        <p class="note error" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}

function Remove({ title, run }: { readonly title: string; run(): void }) {
  return (
    <button type="button" class="icon-button" aria-label={title} title={title} onClick={run}>
      <Icon name="close" />
    </button>
  );
}

function titleOf(kind: RuleKind): string {
  if (kind === 'pin') return t('Pin');
  return kind === 'ban' ? t('Ban') : t('Always as {0}', t(kind));
}
