import { worklistLayoutSchema, type WorklistLayout } from '@firstread/contract';
import { command, request } from '../api/http';

export const layoutKey = ['worklist-layout'] as const;
export const standardLayout = worklistLayoutSchema.parse({});

const PATH = '/api/v1/me/worklist-layout';

/** What each reader changed in this window: it is newer than anything that is fetched. */
const changed = new Map<string, WorklistLayout>();
const watchers = new Set<() => void>();
/** One after the other, so that the last one stays. */
let keeping: Promise<void> = Promise.resolve();

export function fetchLayout(signal: AbortSignal): Promise<WorklistLayout> {
  return request(PATH, worklistLayoutSchema, { signal });
}

export function changedLayout(readerId: string): WorklistLayout | undefined {
  return changed.get(readerId);
}

export function watchLayout(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** What could not be kept goes along with the next change. */
export function changeLayout(readerId: string, layout: WorklistLayout): void {
  changed.set(readerId, layout);
  for (const watcher of watchers) watcher();
  keeping = keeping.then(() => command(PATH, { method: 'PUT', body: layout })).catch(() => undefined);
}
