import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { DicomJsonDataset } from '../../dicom/index.js';
import { INSTANCE_TAGS } from '../domain/attributes.js';
import { readConditions, type Conditions } from './conditions.js';
import { matchAttributes, type MatchRow } from './match-attributes.js';
import type { SearchLevel } from './search-keys.js';
import { countStatement, pageStatement } from './statements.js';

export interface SearchRequest {
  level: SearchLevel;
  /** Matching keys by keyword, as the peer wrote the value; an empty one, or `*`, is universal matching. */
  keys: Readonly<Record<string, string>>;
  /** Exact; all matches where it is absent. */
  limit?: number;
  offset?: number;
  /** Names match where every word of the key starts a word of the name, in any order. */
  fuzzy?: boolean;
  /** Tags of instance level to return besides those that are always known. */
  include?: readonly string[];
  /** The only tags to return, of whatever level. */
  only?: readonly string[];
}

export interface SearchMatch {
  patientId: string | null;
  studyInstanceUid?: string;
  seriesInstanceUid?: string;
  sopInstanceUid?: string;
  /** What is known at the level and those above, and what is counted. DICOM JSON model, UTF-8. */
  attributes: DicomJsonDataset;
}

/**
 * Finds patients, studies, series and instances for QIDO-RS and C-FIND (PS3.4 section C.2.2.2).
 *
 * - UIDs: a list, separated by comma or backslash. Codes (modalities, sex, body part): a list, with wildcards.
 * - Identifiers: case counts, `*` and `?` are wildcards. Descriptions: likewise, but case and accents do not count.
 * - Names: case and accents do not count; the alphabetic, ideographic and phonetic groups are compared each on its
 *   own. `A=B=C` names all three, a key without `=` may be any of them. With `fuzzy`, the key is split at spaces,
 *   commas and carets, and every word must be the start of a word of one group, in any order.
 * - Dates and times: a value or a range. A time stands for all of its hour, minute or second. Ranges of a date and
 *   of its time are one range of moments (section C.2.2.2.5).
 * - Keys inside Request Attributes Sequence, written with a dot, must match together in one item.
 *
 * Sorted: studies by date and time, the newest first; patients by identifier; series and instances by number.
 */
@Injectable()
export class ArchiveSearch {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * The matches from `offset`, `limit` at most, and how many there are in all.
   * @throws DomainError UNSUPPORTED_PARAMETER or INVALID_PARAMETER (400) that names the key
   */
  async search(request: SearchRequest): Promise<{ matches: SearchMatch[]; total: number }> {
    const { level, keys, limit, offset = 0, fuzzy = false, include = [], only } = request;
    const conditions = readConditions(level, keys, fuzzy);
    const tags = only ?? [...INSTANCE_TAGS, ...include];
    const { sql, parameters } = pageStatement(level, conditions, { limit, offset, tags });
    const rows = await this.dataSource.query<MatchRow[]>(sql, parameters);
    const matches = rows.map((row) => toMatch(level, row, only));
    return { matches, total: await this.total(level, conditions, rows, { limit, offset }) };
  }

  /** Counts only where the page does not say it. */
  private async total(
    level: SearchLevel,
    conditions: Conditions,
    rows: MatchRow[],
    { limit, offset }: { limit: number | undefined; offset: number },
  ): Promise<number> {
    const counted = rows[0]?.total;
    if (counted !== undefined && counted !== null) return counted;
    const last = limit === undefined || rows.length < limit;
    if (last && (rows.length > 0 || offset === 0)) return offset + rows.length;
    const { sql, parameters } = countStatement(level, conditions);
    const [row] = await this.dataSource.query<{ total: number }[]>(sql, parameters);
    return row?.total ?? 0;
  }
}

function toMatch(level: SearchLevel, row: MatchRow, only?: readonly string[]): SearchMatch {
  return {
    patientId: row.patient_id,
    ...(row.study_instance_uid && { studyInstanceUid: row.study_instance_uid }),
    ...(row.series_instance_uid && { seriesInstanceUid: row.series_instance_uid }),
    ...(row.sop_instance_uid && { sopInstanceUid: row.sop_instance_uid }),
    attributes: matchAttributes(level, row, only),
  };
}
