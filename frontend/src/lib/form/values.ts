import { textOf } from './text-of';

/** A number as it was typed; NaN where that is none. */
export function numberOf(form: FormData, name: string): number {
  const text = textOf(form, name).trim();
  return text === '' ? Number.NaN : Number(text);
}

/** What is written on lines, or between commas. */
export function listOf(form: FormData, name: string): string[] {
  return textOf(form, name)
    .split(/[\n,;]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
