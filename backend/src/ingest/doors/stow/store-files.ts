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
  const collector = new ObjectCollector(context.objects, context.limit);
  const outcomes: InstanceOutcome[] = [];
  for await (const { body } of parts) outcomes.push(await storeCollected(collector, body, context));
  return outcomes;
}

/** Collects one object and stores it. */
export async function storeCollected(
  collector: ObjectCollector,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  context: StoreContext,
): Promise<InstanceOutcome> {
  try {
    for await (const chunk of body) await collector.add(chunk);
    return await context.receive(collector.content());
  } catch (error) {
    if (error instanceof ObjectTooLarge)
      return { status: 'refused', code: 'TOO_LARGE', reason: error.message, ...nobody };
    throw error;
  } finally {
    await collector.reset();
  }
}
