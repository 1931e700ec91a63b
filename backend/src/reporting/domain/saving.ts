/** Which window wrote last, and how often it had. */
export interface LastSave {
  version: number;
  window: string;
  sequence: number;
}

export interface AskedSave {
  expectedVersion: number;
  window: string;
  sequence: number;
}

/**
 * Of one window the later text counts, in whatever order its saves come and whether or not it had the answers. Another
 * window must have seen what was written last.
 */
export function savingOf(last: LastSave, asked: AskedSave): 'save' | 'late' | 'conflict' {
  if (last.window === asked.window) return asked.sequence > last.sequence ? 'save' : 'late';
  return asked.expectedVersion === last.version ? 'save' : 'conflict';
}
