import { Injectable } from '@nestjs/common';
import { ArchiveService, type Instance } from '../archive/index.js';
import {
  binaryValue,
  decodeFrame,
  encapsulatedFrame,
  formatBulkReference,
  numberOfFrames,
  TRANSFER_SYNTAX,
  type BulkReference,
  type DicomJsonDataset,
} from '../dicom/index.js';
import { DomainError, notFound } from '../platform/index.js';
import { instanceUrl } from './addresses.js';
import { metadataOf } from './metadata.js';

export interface FrameBytes {
  transferSyntaxUid: string;
  bytes: Uint8Array;
}

/** Reads what WADO-RS hands out. */
@Injectable()
export class WadoService {
  constructor(private readonly archive: ArchiveService) {}

  /** Instances of a study, or of one of its series; 404 where there are none. */
  async instances(studyUid: string, seriesUid?: string): Promise<{ instance: Instance; address: string }[]> {
    const study = await this.archive.studyByUid(studyUid);
    if (!study) throw notFound('Study', studyUid);
    const series = (await this.archive.seriesOf([study.id])).filter(
      (one) => seriesUid === undefined || one.seriesInstanceUid === seriesUid,
    );
    if (series.length === 0)
      throw seriesUid === undefined ? notFound('Study', studyUid) : notFound('Series', seriesUid);
    const lists = await Promise.all(
      series.map(async (one) =>
        (await this.archive.instancesOfSeries(one.id)).map((instance) => ({
          instance,
          address: instanceUrl(studyUid, one.seriesInstanceUid, instance.sopInstanceUid),
        })),
      ),
    );
    return lists.flat();
  }

  async instance(studyUid: string, seriesUid: string, sopInstanceUid: string) {
    const found = (await this.instances(studyUid, seriesUid)).find(
      ({ instance }) => instance.sopInstanceUid === sopInstanceUid,
    );
    if (!found) throw notFound('Instance', sopInstanceUid);
    return found;
  }

  async metadata(studyUid: string, seriesUid?: string): Promise<DicomJsonDataset[]> {
    const instances = await this.instances(studyUid, seriesUid);
    return instances.map(({ instance, address }) => metadataOf(instance.attributes, address));
  }

  async bytes(instance: Instance): Promise<Buffer> {
    return this.archive.bytesOf(instance.id);
  }

  /** Frames (1-based) as stored, or decoded to little endian where `decoded` or where the stored form is of no use to a viewer. */
  async frames(instance: Instance, numbers: number[], decoded: boolean): Promise<FrameBytes[]> {
    const { bytes, parsed } = await this.archive.load(instance);
    const count = parsed.pixelData ? numberOfFrames(parsed) : 0;
    const missing = numbers.find((number) => number < 1 || number > count);
    if (missing !== undefined) {
      throw new DomainError(
        'NOT_FOUND',
        404,
        'Frame not found',
        `Frame ${missing} is not among the ${count} frames of ${instance.sopInstanceUid}.`,
      );
    }
    const asStored = parsed.pixelData?.encapsulated && !decoded;
    const frames: FrameBytes[] = [];
    for (const number of numbers) {
      if (asStored) {
        frames.push({
          transferSyntaxUid: parsed.transferSyntaxUid,
          bytes: encapsulatedFrame(bytes, parsed, number - 1),
        });
        continue;
      }
      const { pixels } = await decodeFrame(bytes, parsed, number - 1);
      frames.push({
        transferSyntaxUid: TRANSFER_SYNTAX.ExplicitVRLittleEndian,
        bytes: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength),
      });
    }
    return frames;
  }

  /** A value in little endian order, as octet streams have it (PS3.18 section 8.7.3.3.2). */
  async bulkData(instance: Instance, place: BulkReference, vr: string): Promise<Buffer> {
    const { bytes, parsed } = await this.archive.load(instance);
    const value = binaryValue(bytes, parsed, { vr, BulkDataURI: formatBulkReference(place) });
    if (!value) throw notFound('Bulk data', `at ${place.offset}`);
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
}
