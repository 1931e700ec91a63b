import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { tagOfKeyword, type DicomJsonDataset } from '../../dicom/index.js';
import { instanceUrl } from './addresses.js';
import { segmentOf, type Segment } from './gzip-join.js';
import { metadataOf } from './metadata.js';

/** An instance of which the metadata is wanted. */
export interface MetadataPlace {
  id: string;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUid: string;
}

interface StoredSegment {
  id: string;
  deflated: Buffer | null;
  crc: string;
  length: number;
  attributes: DicomJsonDataset | null;
}

/** Instances whose segments are held at a time. */
const BATCH = 500;

/** The metadata of an instance as WADO-RS gives it out, compressed; text is UTF-8. */
export function metadataSegment(dataset: DicomJsonDataset, place: Omit<MetadataPlace, 'id'>): Segment {
  const address = instanceUrl(place.studyInstanceUid, place.seriesInstanceUid, place.sopInstanceUid);
  const metadata = metadataOf(dataset, address);
  const characterSet = tagOfKeyword('SpecificCharacterSet');
  if (metadata[characterSet]) metadata[characterSet] = { vr: 'CS', Value: ['ISO_IR 192'] };
  return segmentOf(JSON.stringify(metadata));
}

/** Metadata as it was written when the instance came in; nothing is parsed or compressed to give it out. */
@Injectable()
export class InstanceMetadata {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The metadata of the instances, in their order. What was stored before it was kept is made now, once. */
  async *segments(places: readonly MetadataPlace[]): AsyncGenerator<Segment> {
    for (let at = 0; at < places.length; at += BATCH) {
      const batch = places.slice(at, at + BATCH);
      const rows = await this.dataSource.query<StoredSegment[]>(
        `select instance.id, deflated, crc, length, case when deflated is null then attributes end as attributes
           from instance left join instance_metadata on instance_id = instance.id
          where instance.id = any($1)`,
        [batch.map(({ id }) => id)],
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const place of batch) {
        const row = byId.get(place.id);
        if (row) yield await this.segment(row, place);
      }
    }
  }

  private async segment(row: StoredSegment, place: MetadataPlace): Promise<Segment> {
    if (row.deflated) return { deflated: row.deflated, crc: Number(row.crc), length: row.length };
    const segment = metadataSegment(row.attributes ?? {}, place);
    await this.dataSource.query(
      `insert into instance_metadata (instance_id, deflated, crc, length)
       select id, $2, $3, $4 from instance where id = $1 on conflict do nothing`,
      [row.id, segment.deflated, segment.crc, segment.length],
    );
    return segment;
  }
}
