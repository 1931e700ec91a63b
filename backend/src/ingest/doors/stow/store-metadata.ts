import {
  bulkDataUris,
  DicomParseError,
  getString,
  instanceFromMetadata,
  sourceOf,
  syntaxOfBulkPart,
  type BulkPart,
  type DicomJsonDataset,
} from '../../../dicom/index.js';
import { ObjectCollector } from '../../../archive/index.js';
import { DomainError, mediaTypeParameter, readWhole, type Part } from '../../../platform/index.js';
import type { InstanceOutcome } from '../../domain/outcome.js';
import { metadataSchema } from './metadata-schema.js';
import { storeCollected, type StoreContext } from './store-files.js';

const LARGEST_METADATA = 64 * 1024 * 1024;
/** Bulk data above this waits for the rest of its instance in a file. */
const LARGEST_BULK_IN_MEMORY = 64 * 1024;
const METADATA = 'application/dicom+json';

/**
 * Parts that are metadata of instances or their bulk data (PS3.18 section 10.5.1.2). An instance is stored as soon as
 * all of its bulk data has come, so that no more is held than has to be. The frames of compressed pixels are parts
 * of the same Content-Location, one after the other.
 */
export async function storeMetadata(
  parts: AsyncIterable<Part>,
  context: StoreContext,
): Promise<InstanceOutcome[]> {
  const shelf = new BulkShelf(context);
  const outcomes: InstanceOutcome[] = [];
  let waiting: DicomJsonDataset[] = [];
  const storeThose = async (ready: (dataset: DicomJsonDataset) => boolean) => {
    for (const dataset of waiting.filter(ready)) outcomes.push(await storeInstance(dataset, shelf, context));
    waiting = waiting.filter((dataset) => !ready(dataset));
    await shelf.keepOnly(waiting.flatMap(bulkDataUris));
  };
  try {
    for await (const part of parts) {
      if (part.contentType.toLowerCase().startsWith(METADATA)) {
        waiting.push(...(await readMetadata(part)));
        continue;
      }
      await shelf.add(part);
      await storeThose((dataset) => shelf.isComplete(bulkDataUris(dataset)));
    }
    await storeThose(() => true);
    return outcomes;
  } finally {
    await shelf.keepOnly([]);
  }
}

async function readMetadata(part: Part): Promise<DicomJsonDataset[]> {
  const text = (await readWhole(part.body, LARGEST_METADATA)).toString('utf8');
  const parsed = metadataSchema.safeParse(json(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badMetadata(`${issue?.path.join('.') || 'the whole'}: ${issue?.message}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badMetadata((error as Error).message);
  }
}

function badMetadata(detail: string): DomainError {
  return new DomainError('BAD_METADATA', 400, 'Metadata not readable', `It is no DICOM JSON: ${detail}.`);
}

async function storeInstance(
  dataset: DicomJsonDataset,
  shelf: BulkShelf,
  context: StoreContext,
): Promise<InstanceOutcome> {
  const collector = new ObjectCollector(context.objects, context.limit);
  try {
    return await storeCollected(collector, instanceFromMetadata(dataset, shelf.parts), context);
  } catch (error) {
    if (!(error instanceof DicomParseError)) throw error;
    return { status: 'refused', code: error.code, reason: error.message, ...uidsOf(dataset) };
  }
}

function uidsOf(dataset: DicomJsonDataset) {
  return {
    studyInstanceUid: getString(dataset, 'StudyInstanceUID') ?? null,
    seriesInstanceUid: getString(dataset, 'SeriesInstanceUID') ?? null,
    sopClassUid: getString(dataset, 'SOPClassUID') ?? null,
    sopInstanceUid: getString(dataset, 'SOPInstanceUID') ?? null,
  };
}

/** Bulk data that has come and is waiting for the instance it belongs to, by Content-Location. */
class BulkShelf {
  readonly parts = new Map<string, BulkPart[]>();
  private readonly collectors = new Map<string, ObjectCollector[]>();
  private last: string | undefined;

  constructor(private readonly context: StoreContext) {}

  async add(part: Part): Promise<void> {
    const { location } = part;
    if (!location)
      throw new DomainError(
        'MISSING_LOCATION',
        400,
        'Bulk data without address',
        'A bulk data part has no Content-Location. Give it the BulkDataURI that the metadata refers to.',
      );
    const collector = new ObjectCollector(this.context.objects, this.context.limit, LARGEST_BULK_IN_MEMORY);
    this.collectors.set(location, [...(this.collectors.get(location) ?? []), collector]);
    for await (const chunk of part.body) await collector.add(chunk);
    const [mediaType = ''] = part.contentType.split(';');
    const transferSyntaxUid = syntaxOfBulkPart(
      mediaType.trim(),
      mediaTypeParameter(part.contentType, 'transfer-syntax'),
    );
    const bulk = { transferSyntaxUid, source: sourceOf(collector.content()) };
    this.parts.set(location, [...(this.parts.get(location) ?? []), bulk]);
    this.last = location;
  }

  /** True where all of these have come, and none of them may have another frame to come. */
  isComplete(locations: readonly string[]): boolean {
    return locations.every((location) => this.parts.has(location) && location !== this.last);
  }

  async keepOnly(locations: readonly string[]): Promise<void> {
    const kept = new Set(locations);
    for (const [location, collectors] of this.collectors) {
      if (kept.has(location)) continue;
      this.collectors.delete(location);
      this.parts.delete(location);
      for (const collector of collectors) await collector.reset();
    }
  }
}
