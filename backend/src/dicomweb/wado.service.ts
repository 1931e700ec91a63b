import { Injectable } from '@nestjs/common';
import { ArchiveService, type Instance } from '../archive/index.js';
import {
  contentOf,
  decodeFrame,
  encapsulatedFrame,
  numberOfFrames,
  TRANSFER_SYNTAX,
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
    if (seriesUid !== undefined && series.length === 0) throw notFound('Series', seriesUid);
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

  async bulkData(instance: Instance, offset: number, length: number): Promise<Buffer> {
    const { bytes, parsed } = await this.archive.load(instance);
    const content = contentOf(bytes, parsed);
    if (offset + length > content.length) throw notFound('Bulk data', `at ${offset}`);
    return content.subarray(offset, offset + length);
  }
}
