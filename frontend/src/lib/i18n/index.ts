import { en } from './en';

export type MessageKey = keyof typeof en;
export type Parameters = Readonly<Record<string, string | number>>;

/** A translation is another file with the keys of `en`. */
const catalogue: Readonly<Record<MessageKey, string>> = en;

function fill(text: string, parameters: Parameters): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined ? whole : String(value);
  });
}

export function t(key: MessageKey, parameters: Parameters = {}): string {
  return fill(catalogue[key], parameters);
}

type Plural<K extends string> = K extends `${infer Stem}.one` ? Stem : never;
export type PluralKey = Plural<MessageKey>;

const rules = new Intl.PluralRules('en');

/** Picks `.one` or `.other` by the count, which the text can name as {count}. */
export function tn(key: PluralKey, count: number, parameters: Parameters = {}): string {
  const form = rules.select(count) === 'one' ? 'one' : 'other';
  const text = catalogue[`${key}.${form}` as MessageKey];
  return fill(text, { ...parameters, count });
}
