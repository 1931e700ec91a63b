/** A value that a spreadsheet would take for a formula, as text that it shows (OWASP, CSV injection). */
export function noFormula(value: string): string {
  return /^\s*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
}
