import { worklistLayoutSchema, type WorklistLayout } from '@firstread/contract';
import { command, request } from '../api/http';

export const layoutKey = ['worklist-layout'] as const;
export const standardLayout = worklistLayoutSchema.parse({});

const PATH = '/api/v1/me/worklist-layout';

/** What this window changed is newer than anything that it fetches. */
let changed: WorklistLayout | null = null;
/** One after the other, so that the last one stays. */
let keeping: Promise<void> = Promise.resolve();

export async function fetchLayout(signal: AbortSignal): Promise<WorklistLayout> {
  const fetched = await request(PATH, worklistLayoutSchema, { signal });
  return changed ?? fetched;
}

/** What could not be kept goes along with the next change. */
export function keepLayout(layout: WorklistLayout): void {
  changed = layout;
  keeping = keeping.then(() => command(PATH, { method: 'PUT', body: layout })).catch(() => undefined);
}
