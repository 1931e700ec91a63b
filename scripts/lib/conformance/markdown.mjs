/** A table of Markdown; cells are text already. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function code(text) {
  return `\`${text}\``;
}

export function codes(texts) {
  return texts.map(code).join(', ');
}

/** A status or failure reason as the standard writes it. */
export function hexadecimal(status) {
  return status.toString(16).toUpperCase().padStart(4, '0');
}

/** `patientRootFind` and `CTImageStorage` as words. */
export function words(keyword) {
  const text = keyword.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  return text[0].toUpperCase() + text.slice(1);
}

export function seconds(milliseconds) {
  return `${milliseconds / 1000} s`;
}
