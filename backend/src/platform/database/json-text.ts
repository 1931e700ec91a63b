/** JSON text that PostgreSQL's jsonb takes: it has no place for the NUL character. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' && member.includes('\0') ? member.replaceAll('\0', '') : member,
  );
}
