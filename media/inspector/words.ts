/** The page's words in the person's language, and numbers as that language writes them. */

const given = document.body.dataset.words;
const words: Readonly<Record<string, unknown>> = given ? JSON.parse(given) : {};
const language = document.documentElement.lang || 'en';

/** The translation of an English text, with `{0}`, `{1}`… filled in. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  const found = words[text];
  const template = typeof found === 'string' ? found : text;
  return template.replace(/\{(\d+)\}/g, (hole, at) => String(values[Number(at)] ?? hole));
}

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
const amount = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });
const clock = new Intl.DateTimeFormat(language, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

export const count = (value: number): string => whole.format(value);
export const percent = (value: number): string => share.format(value);
/** In the currency of the person's own prices, which the page does not know. */
export const money = (value: number): string => amount.format(value);
export const timeOfDay = (at: number): string => clock.format(at);

/** Milliseconds, as precise as is of use. */
export function milliseconds(ms: number): string {
  return t('{0} ms', ms < 10 ? precise.format(ms) : whole.format(ms));
}

export function tokenCount(tokens: number): string {
  return tokens === 1 ? t('1 token') : t('{0} tokens', count(tokens));
}

export function itemCount(items: number): string {
  return items === 1 ? t('1 item') : t('{0} items', count(items));
}
