import type { ReportMacro } from '@firstread/contract';

/** The text with the macro before the cursor in its place, and where the cursor is then; null where there is none. */
export function expanded(
  text: string,
  cursor: number,
  macros: readonly ReportMacro[],
): { text: string; cursor: number } | null {
  const typed = /(?:^|\s)\.([\p{L}\p{N}_-]{1,32})(\s)$/u.exec(text.slice(0, cursor));
  const name = typed?.[1]?.toLowerCase();
  if (!typed || name === undefined) return null;
  const fits = macros.filter((one) => one.name.toLowerCase() === name);
  const macro = fits.find((one) => !one.shared) ?? fits[0];
  if (!macro) return null;
  const start = cursor - name.length - 2;
  const inserted = macro.text + (typed[2] ?? '');
  return { text: text.slice(0, start) + inserted + text.slice(cursor), cursor: start + inserted.length };
}
