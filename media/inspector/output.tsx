/** What the model wrote, where its words come from, how it was held to the types, and what took how long. */

import type { Shown } from './gestures.ts';
import type {
  AttributedName,
  CheckVerdict,
  Decoding,
  KeptItem,
  MonitorStep,
  Trace,
} from '../../server/protocol/protocol.ts';
import { timeOf } from './differences.ts';
import { Fact } from './fact.tsx';
import { Icon } from './icons.tsx';
import { titleOf } from './item-list.ts';
import { originOf, piecesOf } from './provenance.ts';
import { Sentence } from './sentence.tsx';
import { count, itemCount, milliseconds, t, tokenCount } from './words.ts';

export function Output({ state, gestures }: Shown) {
  const trace = state.request?.trace;
  if (!trace) return null;
  const rounds = [...(trace.earlier ?? []), trace];
  return (
    <div class="output">
      {rounds.map((round, at) => (
        <section key={round.id} aria-label={t('Round {0}', at + 1)}>
          {rounds.length > 1 && <h3 class="round">{t('Round {0}', at + 1)}</h3>}
          <Written trace={round} />
          <Provenance trace={round} openItem={gestures.openItem} />
          <Checked check={round.check} />
          <Monitors trace={round} />
        </section>
      ))}
      <Waterfall trace={trace} />
      {trace.notes.map((note) => (
        <p key={note} class="note">
          <Icon name="info" />
          {note}
        </p>
      ))}
    </div>
  );
}

function Written({ trace: { outcome, attribution = [], outcomeTokens } }: { readonly trace: Trace }) {
  if (outcome.kind === 'none')
    return (
      <p class="note">
        <Icon name="ban" />
        <span>
          {t('none: {0}', t(outcome.reason))} {outcome.detail && <code>{outcome.detail.trim()}</code>}
        </span>
      </p>
    );
  return (
    <>
      <h3>
        {t('Completion')}
        <span class="dim">{outcomeTokens === undefined ? '' : tokenCount(outcomeTokens)}</span>
      </h3>
      <pre class="written" tabindex={0}>
        {piecesOf(outcome.text, attribution).map(({ text, name }, at) =>
          name ? (
            <mark key={at} class={originOf(name)} title={sentenceOf(name)}>
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </pre>
      {(outcome.edits ?? []).map(({ text }) => (
        <p key={text} class="note">
          <Icon name="arrowSwap" />
          <code>{text.trim()}</code>
        </p>
      ))}
    </>
  );
}

interface ProvenanceProps {
  readonly trace: Trace;
  openItem(item: KeptItem): void;
}

/** The names of the completion, by where they stood before. */
function Provenance({ trace: { attribution = [], kept }, openItem }: ProvenanceProps) {
  if (attribution.length === 0) return null;
  return (
    <>
      <h3>{t('Where its names come from')}</h3>
      <ul class="provenance">
        {attribution.map((name) => (
          <li key={name.name}>
            <mark class={originOf(name)}>{name.name}</mark>
            <span class="from">
              {name.items.length === 0
                ? sentenceOf(name)
                : kept
                    .filter(({ id }) => name.items.includes(id))
                    .map((item) => (
                      <button
                        key={item.id}
                        type="button"
                        class="link"
                        title={item.path}
                        onClick={() => openItem(item)}
                      >
                        {titleOf(item)}
                      </button>
                    ))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function sentenceOf(name: AttributedName): string {
  const origin = originOf(name);
  if (origin === 'from-context') return t('In the context: {0}', itemCount(name.items.length));
  if (origin === 'from-file') return t('In the open file');
  return origin === 'from-types' ? t('Offered by the types of the hole') : t('From the model alone');
}

function Checked({ check }: { readonly check: CheckVerdict | undefined }) {
  if (!check) return null;
  const titles: Readonly<Record<CheckVerdict['verdict'], string>> = {
    clean: t('It adds no error.'),
    'adds errors': t('It adds errors:'),
    unchecked: t('It was not checked:'),
  };
  const icon = check.verdict === 'clean' ? 'pass' : check.verdict === 'unchecked' ? 'info' : 'error';
  return (
    <>
      <h3>{t('Diagnostics')}</h3>
      <p class={`note ${check.verdict === 'adds errors' ? 'error' : ''}`}>
        <Icon name={icon} />
        {titles[check.verdict]}
      </p>
      <ul class="lines">
        {check.fixes.map(({ what }) => (
          <li key={what}>
            <Sentence text={t('Put right: {0}', what)} />
          </li>
        ))}
        {check.diagnostics.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

/** How the model was kept to what is legal, step by step. */
function Monitors({ trace: { monitor, decoding } }: { readonly trace: Trace }) {
  if (monitor.length === 0 && !decoding) return null;
  return (
    <>
      <h3>{t('Decoding')}</h3>
      {decoding && <Decoded decoding={decoding} />}
      {monitor.length > 0 && (
        <table class="steps">
          <thead>
            <tr>
              <th scope="col">{t('Monitor')}</th>
              <th scope="col">{t('At')}</th>
              <th scope="col">{t('Time')}</th>
            </tr>
          </thead>
          <tbody>
            {monitor.map((step, at) => (
              <Step key={at} step={step} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Step({ step }: { readonly step: MonitorStep }) {
  return (
    <>
      <tr class="told">
        <td>{step.monitor}</td>
        <td class="trigger">
          <code>{step.trigger}</code>
        </td>
        <td class="figure">{milliseconds(step.ms)}</td>
      </tr>
      <tr class="names">
        <td colSpan={3}>
          <Alternatives step={step} />
        </td>
      </tr>
    </>
  );
}

/** What was cut, and what the model could choose from, as far as the trace names it. */
function Alternatives({ step: { legal, names, only, forbidden } }: { readonly step: MonitorStep }) {
  const more = names.length === 0 ? 0 : legal - names.length;
  return (
    <>
      {forbidden && (
        <p class="cut">
          {t('Cut')} <del>{forbidden.trim()}</del>
        </p>
      )}
      {only ? t('{0}, nothing else', count(legal)) : t('{0} likelier', count(legal))}
      {names.length > 0 && ': '}
      <code>{names.join(' · ')}</code>
      {more > 0 && ` ${t('and {0} more', count(more))}`}
    </>
  );
}

function Decoded({ decoding }: { readonly decoding: Decoding }) {
  const { strategy, requests, cuts, maskMs, guardMs, unanswered } = decoding;
  return (
    <dl class="facts">
      <Fact name={t('Kept legal by')} value={t(strategy)} />
      <Fact name={t('Requests')} value={count(requests)} />
      <Fact name={t('Cuts')} value={count(cuts)} />
      {maskMs !== undefined && <Fact name={t('Masks')} value={milliseconds(maskMs)} />}
      <Fact name={t('Guard')} value={milliseconds(guardMs)} />
      {unanswered > 0 && <Fact name={t('Unanswered')} value={count(unanswered)} />}
    </dl>
  );
}

/** The stages one after the other, as they ran. */
function Waterfall({ trace }: { readonly trace: Trace }) {
  const total = Math.max(0.01, timeOf(trace));
  let before = 0;
  const bars = trace.stages.map(({ stage, ms }) => {
    const start = before;
    before += ms;
    return { stage, ms, start };
  });
  return (
    <>
      <h3>
        {t('Time by stage')}
        <span class="dim">{milliseconds(total)}</span>
      </h3>
      <table class="waterfall">
        <tbody>
          {bars.map(({ stage, ms, start }) => (
            <tr key={stage}>
              <th scope="row">{t(stage)}</th>
              <td class="lane">
                <span
                  style={{
                    marginLeft: `${(100 * start) / total}%`,
                    width: `${Math.max(0.4, (100 * ms) / total)}%`,
                  }}
                />
              </td>
              <td class="figure">{milliseconds(ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
