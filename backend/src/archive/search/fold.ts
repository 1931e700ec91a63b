/** Letters that Unicode does not take apart, as people type them. */
const PLAIN: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };

/**
 * Text as the search compares it: without case, accents and differences of width. The same as the function
 * `search_text` of the database, which writes what is compared with it.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[øłđıς]/g, (letter) => PLAIN[letter] ?? letter);
}
