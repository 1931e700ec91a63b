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

/** Parts that are being stored while the next are received. */
const AT_A_TIME = 8;

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
  const collectors = Array.from(
    { length: AT_A_TIME },
    () => new ObjectCollector(context.objects, context.limit),
  );
  const lanes = collectors.map((collector) => ({ collector, busy: Promise.resolve<unknown>(undefined) }));
  const outcomes: Promise<InstanceOutcome>[] = [];
  try {
    for await (const { body } of parts) {
      const lane = lanes[outcomes.length % AT_A_TIME] as (typeof lanes)[number];
      await lane.busy;
      const { outcome } = await collectAndStore(lane.collector, body, context);
      outcomes.push(outcome);
      lane.busy = outcome;
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
): Promise<{ outcome: Promise<InstanceOutcome> }> {
  try {
    for await (const chunk of body) await collector.add(chunk);
  } catch (error) {
    await collector.reset();
    if (!(error instanceof ObjectTooLarge)) throw error;
    return { outcome: Promise.resolve(tooLarge(error)) };
  }
  const outcome = context.receive(collector.content()).finally(() => collector.reset());
  // Whoever waits for it sees the failure; until then it is nobody's.
  outcome.catch(() => undefined);
  return { outcome };
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
