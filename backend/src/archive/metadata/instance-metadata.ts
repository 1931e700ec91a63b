import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { DicomJsonDataset } from '../../dicom/index.js';
import { saidInUtf8 } from '../domain/attributes.js';
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
  return segmentOf(JSON.stringify(metadataOf(saidInUtf8(dataset), address)));
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
      const made = await this.make(rows, batch);
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const { id } of batch) {
        const row = byId.get(id);
        const segment = row?.deflated
          ? { deflated: row.deflated, crc: Number(row.crc), length: row.length }
          : made.get(id);
        if (segment) yield segment;
      }
    }
  }

  /** Makes and keeps the segments of those instances that have none. */
  private async make(
    rows: readonly StoredSegment[],
    places: readonly MetadataPlace[],
  ): Promise<Map<string, Segment>> {
    const without = new Map(rows.filter((row) => !row.deflated).map((row) => [row.id, row.attributes ?? {}]));
    const made = new Map<string, Segment>();
    for (const place of places) {
      const attributes = without.get(place.id);
      if (attributes) made.set(place.id, metadataSegment(attributes, place));
    }
    if (made.size === 0) return made;
    const segments = [...made.values()];
    await this.dataSource.query(
      `insert into instance_metadata (instance_id, deflated, crc, length)
       select id, deflated, crc, made.length
         from unnest($1::uuid[], $2::bytea[], $3::bigint[], $4::int[]) made (instance_id, deflated, crc, length)
         join instance on instance.id = made.instance_id
       on conflict do nothing`,
      [
        [...made.keys()],
        segments.map(({ deflated }) => Buffer.from(deflated)),
        segments.map(({ crc }) => crc),
        segments.map(({ length }) => length),
      ],
    );
    return made;
  }
}
