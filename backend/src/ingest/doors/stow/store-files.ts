import {
  ObjectCollector,
  ObjectTooLarge,
  type ObjectContent,
  type ObjectStore,
} from '../../../archive/index.js';
import type { Part } from '../../../platform/index.js';
import type { InstanceOutcome, InstanceUids } from '../../domain/outcome.js';

/** What every way of storing parts needs. */
export interface StoreContext {
  readonly objects: ObjectStore;
  /** Bytes of the largest object that is accepted. */
  readonly limit: number;
  /** Stores the bytes of one DICOM file. */
  readonly receive: (content: ObjectContent) => Promise<InstanceOutcome>;
}

type Body = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Parts that are being stored while the next are received: how many at most, and how many bytes more or less. */
const MOST_AT_A_TIME = 32;
const MOST_BYTES = 32 * 1024 * 1024;

const nobody: InstanceUids = {
  studyInstanceUid: null,
  seriesInstanceUid: null,
  sopClassUid: null,
  sopInstanceUid: null,
};

/** Every part is a DICOM file. */
export async function storeFiles(
  parts: AsyncIterable<Part>,
  context: StoreContext,
): Promise<InstanceOutcome[]> {
  const free: ObjectCollector[] = [];
  const busy = new Set<Promise<unknown>>();
  const outcomes: Promise<InstanceOutcome>[] = [];
  let bytes = 0;
  try {
    for await (const { body } of parts) {
      while (busy.size >= MOST_AT_A_TIME || bytes >= MOST_BYTES) await Promise.race(busy);
      const collector = free.pop() ?? new ObjectCollector(context.objects, context.limit);
      const { outcome, length } = await collectAndStore(collector, body, context);
      bytes += length;
      const stored = outcome
        .catch(() => undefined)
        .then(() => {
          bytes -= length;
          busy.delete(stored);
          free.push(collector);
        });
      busy.add(stored);
      outcomes.push(outcome);
    }
    return await Promise.all(outcomes);
  } finally {
    await Promise.allSettled(outcomes);
  }
}

/** Returns once the object has been collected; its outcome follows. */
async function collectAndStore(
  collector: ObjectCollector,
  body: Body,
  context: StoreContext,
): Promise<{ outcome: Promise<InstanceOutcome>; length: number }> {
  try {
    for await (const chunk of body) await collector.add(chunk);
  } catch (error) {
    await collector.reset();
    if (!(error instanceof ObjectTooLarge)) throw error;
    return { outcome: Promise.resolve(tooLarge(error)), length: 0 };
  }
  const content = collector.content();
  const { length } = content;
  const outcome = storeAndReset(collector, content, context);
  // Whoever waits for it sees the failure; until then it is nobody's.
  outcome.catch(() => undefined);
  return { outcome, length };
}

async function storeAndReset(
  collector: ObjectCollector,
  content: ReturnType<ObjectCollector['content']>,
  context: StoreContext,
): Promise<InstanceOutcome> {
  try {
    return await context.receive(content);
  } finally {
    await collector.reset();
  }
}

/** Collects one object and stores it. */
export async function storeCollected(
  collector: ObjectCollector,
  body: Body,
  context: StoreContext,
): Promise<InstanceOutcome> {
  const { outcome } = await collectAndStore(collector, body, context);
  return outcome;
}

function tooLarge(error: ObjectTooLarge): InstanceOutcome {
  return { status: 'refused', code: 'TOO_LARGE', reason: error.message, ...nobody };
}
