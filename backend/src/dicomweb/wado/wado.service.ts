import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import {
  ArchiveService,
  InstanceMetadata,
  InstanceSelection,
  Rejections,
  instanceUrl,
  type StoredInstance,
  type UniqueKeys,
} from '../../archive/index.js';
import {
  binaryValue,
  consumerMedia,
  DicomDecodeError,
  formatBulkReference,
  frameBytes,
  numberOfFrames,
  toExplicitLittleEndian,
  TRANSFER_SYNTAX,
  type BulkReference,
  type ConsumerMedia,
  type FrameBytes,
  type FrameSyntax,
} from '../../dicom/index.js';
import { ahead, DomainError, notFound } from '../../platform/index.js';
import { notAcceptable } from '../media/accept.js';
import { partOf, type OutgoingPart } from '../media/multipart-writer.js';
import type { Sendable } from '../media/representation.js';
import { OpenedInstances } from './opened-instances.js';

export const DICOM = 'application/dicom';

/** Code of the refusal of an AI result that is kept from readers. */
export const RESULT_WITHHELD = 'RESULT_WITHHELD';

/** A study, one of its series, or one of its instances. */
export interface InstanceScope {
  studyInstanceUid: string;
  seriesInstanceUid?: string;
  sopInstanceUid?: string;
}

/** Objects that are read while another is being sent, and how large they are at most; larger ones are streamed. */
const PARTS_AHEAD = 4;
const LARGEST_AHEAD = 8 * 1024 * 1024;

/** Reads what WADO-RS hands out. */
@Injectable()
export class WadoService {
  constructor(
    private readonly archive: ArchiveService,
    private readonly selection: InstanceSelection,
    private readonly metadata: InstanceMetadata,
    private readonly opened: OpenedInstances,
    private readonly rejections: Rejections,
  ) {}

  /** The instances in scope; 404 where there are none. */
  async instances(scope: InstanceScope): Promise<StoredInstance[]> {
    const instances = await this.selection.under(keysOf(scope));
    if (instances.length > 0) return instances;
    if ((await this.rejections.withheld(scope)).length > 0) throw withheld(scope);
    if (scope.sopInstanceUid) throw notFound('Instance', scope.sopInstanceUid);
    if (scope.seriesInstanceUid) throw notFound('Series', scope.seriesInstanceUid);
    throw notFound('Study', scope.studyInstanceUid);
  }

  async instance(scope: InstanceScope): Promise<StoredInstance> {
    const [instance] = await this.instances(scope);
    return instance as StoredInstance;
  }

  segments(instances: readonly StoredInstance[]): ReturnType<InstanceMetadata['segments']> {
    return this.metadata.segments(instances);
  }

  /** The object as it is stored. */
  object(instance: StoredInstance): Sendable {
    return {
      contentType: objectType(instance.transferSyntaxUid),
      length: instance.bytes,
      read: (range) => this.archive.streamOf(instance.id, range),
    };
  }

  /** Objects as parts, as stored or written anew in Explicit VR Little Endian. */
  async *parts(instances: readonly StoredInstance[], explicit: boolean): AsyncGenerator<OutgoingPart> {
    yield* ahead(instances, PARTS_AHEAD, (instance) => this.part(instance, explicit));
  }

  private async part(instance: StoredInstance, explicit: boolean): Promise<OutgoingPart> {
    const location = addressOf(instance);
    const { ExplicitVRLittleEndian } = TRANSFER_SYNTAX;
    if (explicit && instance.transferSyntaxUid !== ExplicitVRLittleEndian)
      return partOf(objectType(ExplicitVRLittleEndian), await this.explicit(instance), location);
    if (instance.bytes <= LARGEST_AHEAD)
      return partOf(
        objectType(instance.transferSyntaxUid),
        await this.archive.bytesOf(instance.id),
        location,
      );
    const { contentType, length, read } = this.object(instance);
    return { contentType, length, body: whenAsked(read), location };
  }

  /** The object in Explicit VR Little Endian. */
  async explicit(instance: StoredInstance): Promise<Uint8Array> {
    const { bytes, parsed } = await this.opened.open(instance);
    return refusing(instance, () => toExplicitLittleEndian(bytes, parsed));
  }

  /** Frames (1-based), each decoded when its turn comes; 404 at once where one is not there. */
  async frames(
    stored: StoredInstance,
    numbers: readonly number[],
    syntax: FrameSyntax,
  ): Promise<{ first: FrameBytes; all: () => AsyncGenerator<FrameBytes> }> {
    const { bytes, parsed } = await this.opened.open(stored);
    requireFrames(stored, numbers, parsed.pixelData ? numberOfFrames(parsed) : 0);
    const frame = (number: number): Promise<FrameBytes> =>
      refusing(stored, () => frameBytes(bytes, parsed, number - 1, syntax));
    const first = await frame(numbers[0] as number);
    const all = async function* (): AsyncGenerator<FrameBytes> {
      yield first;
      for (const number of numbers.slice(1)) yield await frame(number);
    };
    return { first, all };
  }

  /** A value in little endian order, as octet streams have it (PS3.18 section 8.7.3.3.2). */
  async bulkData(stored: StoredInstance, place: BulkReference, vr: string): Promise<Uint8Array> {
    const { bytes, parsed } = await this.opened.open(stored);
    const value = binaryValue(bytes, parsed, { vr, BulkDataURI: formatBulkReference(place) });
    if (!value) throw notFound('Bulk data', `at ${place.offset}`);
    return value;
  }

  /** The document or video of an instance; 406 where it has none of the media types. */
  async media(instance: StoredInstance, wanted: (mediaType: string) => boolean): Promise<ConsumerMedia> {
    const { bytes, parsed } = await this.opened.open(instance);
    const media = consumerMedia(bytes, parsed);
    if (media && wanted(media.mediaType)) return media;
    throw notAcceptable(
      media ? `${media.mediaType} or ${DICOM}` : `${DICOM}: the instance has no other form`,
    );
  }
}

function keysOf({ studyInstanceUid, seriesInstanceUid, sopInstanceUid }: InstanceScope): UniqueKeys {
  return {
    studyInstanceUids: [studyInstanceUid],
    ...(seriesInstanceUid && { seriesInstanceUids: [seriesInstanceUid] }),
    ...(sopInstanceUid && { sopInstanceUids: [sopInstanceUid] }),
  };
}

/** Opens nothing that is not read. */
async function* whenAsked(read: Sendable['read']): AsyncGenerator<Uint8Array> {
  yield* await read();
}

/** Changes with what is in the scope. */
export function versionOf(instances: readonly StoredInstance[]): string {
  const latest = Math.max(...instances.map(({ receivedAt }) => receivedAt.getTime()));
  const ids = createHash('sha256');
  for (const { id } of instances) ids.update(id);
  return `${instances.length} ${latest} ${ids.digest('base64url')}`;
}

export function objectType(transferSyntaxUid: string): string {
  return `${DICOM}; transfer-syntax=${transferSyntaxUid}`;
}

export function addressOf(instance: StoredInstance): string {
  return instanceUrl(instance.studyInstanceUid, instance.seriesInstanceUid, instance.sopInstanceUid);
}

export function requireFrames(stored: StoredInstance, numbers: readonly number[], count: number): void {
  const missing = numbers.find((number) => number < 1 || number > count);
  if (missing === undefined) return;
  throw new DomainError(
    'NOT_FOUND',
    404,
    'Frame not found',
    `Frame ${missing} is not among the ${count} frames of ${stored.sopInstanceUid}.`,
  );
}

const STATUS = {
  NO_PIXEL_DATA: 404,
  NO_SUCH_FRAME: 404,
  UNSUPPORTED_TRANSFER_SYNTAX: 406,
  UNSUPPORTED_PIXEL_FORMAT: 406,
  CORRUPT_FRAME: 422,
} as const;

/** What a decoder refuses, as an answer to the client. */
export async function refusing<T>(stored: StoredInstance, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const about = `Instance ${stored.sopInstanceUid}`;
    if (error instanceof DicomDecodeError)
      throw new DomainError(
        error.code,
        STATUS[error.code],
        'Pixels not available in this form',
        `${about}: ${error.message}`,
      );
    if (error instanceof TypeError)
      throw new DomainError(
        'NOT_WRITABLE',
        406,
        'Not available in this form',
        `${about} cannot be written in Explicit VR Little Endian: ${error.message}. Fetch it as it is stored.`,
      );
    throw error;
  }
}

/** The AI results in scope are there, and are not for readers. */
function withheld({ studyInstanceUid, seriesInstanceUid, sopInstanceUid }: InstanceScope): DomainError {
  const what = sopInstanceUid
    ? `Instance ${sopInstanceUid}`
    : `Series ${seriesInstanceUid ?? studyInstanceUid}`;
  return new DomainError(
    RESULT_WITHHELD,
    403,
    'Kept from readers',
    `${what} holds an AI result that the presentation class, or a pause, of its model keeps from readers.`,
  );
}
