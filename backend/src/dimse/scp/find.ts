import { Injectable } from '@nestjs/common';
import {
  ArchiveSearch,
  searchableKeywords,
  type SearchLevel,
  type SearchMatch,
} from '../../archive/index.js';
import {
  datasetOf,
  entryOfKeyword,
  getSequence,
  getStrings,
  keywordOfTag,
  personNameText,
  type DicomJsonDataset,
  type DicomJsonElement,
  type EncodableDataset,
} from '../../dicom/index.js';
import { AccessService } from '../../identity/index.js';
import { Config, DomainError } from '../../platform/index.js';
import { project } from '../protocol/projection.js';
import { DimseError, STATUS } from '../protocol/status.js';
import { levelOf, requireKeysAbove, type Level } from '../protocol/unique-keys.js';
import type { Conversation } from './conversation.js';

const SEARCH_LEVEL: Readonly<Record<Level, SearchLevel>> = {
  PATIENT: 'patient',
  STUDY: 'study',
  SERIES: 'series',
  IMAGE: 'instance',
};
const PAGE = 1000;

/** Query SCP: C-FIND in the patient and study root (PS3.4 section C.4.1), on the one search of the archive. */
@Injectable()
export class FindScp {
  constructor(
    private readonly archive: ArchiveSearch,
    private readonly access: AccessService,
    private readonly config: Config,
  ) {}

  /** The matches, each as far as it was asked for. Throws a DimseError. */
  async *find(
    { principal, source }: Conversation,
    sopClassUid: string,
    identifier: DicomJsonDataset,
  ): AsyncGenerator<EncodableDataset> {
    const level = levelOf(sopClassUid, identifier);
    requireKeysAbove(sopClassUid, level, identifier);
    await this.access.enforce(principal, { action: 'study.query', source });
    const request = { level: SEARCH_LEVEL[level], keys: matchingKeys(SEARCH_LEVEL[level], identifier) };
    const only = Object.keys(identifier);
    for (let offset = 0; ; offset += PAGE) {
      const matches = await this.page({ ...request, only, offset, limit: PAGE });
      for (const match of matches) yield this.answer(level, identifier, match);
      if (matches.length < PAGE) return;
    }
  }

  private async page(request: Parameters<ArchiveSearch['search']>[0]): Promise<SearchMatch[]> {
    try {
      return (await this.archive.search(request)).matches;
    } catch (error) {
      if (error instanceof DomainError) throw new DimseError(STATUS.identifierDoesNotMatch, error.detail);
      throw error;
    }
  }

  private answer(level: Level, identifier: DicomJsonDataset, match: SearchMatch): EncodableDataset {
    return {
      ...project(identifier, match.attributes),
      ...datasetOf({ QueryRetrieveLevel: level, RetrieveAETitle: this.config.env.DIMSE_AE_TITLE }),
    };
  }
}

/** The keys that the archive can match; others are ignored, as the standard has it (PS3.4 section C.2.2.1.3). */
function matchingKeys(level: SearchLevel, identifier: DicomJsonDataset): Record<string, string> {
  const known = new Set(searchableKeywords(level));
  const keys: Record<string, string> = {};
  for (const [tag, element] of Object.entries(identifier)) {
    const keyword = keywordOfTag(tag);
    if (keyword === undefined) continue;
    if (entryOfKeyword(keyword)?.vr === 'SQ') {
      for (const [inner, value] of innerKeys(keyword, identifier)) if (known.has(inner)) keys[inner] = value;
    } else if (known.has(keyword)) {
      const value = keyText(identifier, keyword, element);
      if (value !== '') keys[keyword] = value;
    }
  }
  return keys;
}

function innerKeys(sequence: string, identifier: DicomJsonDataset): [string, string][] {
  const [item = {}] = getSequence(identifier, sequence);
  return Object.entries(item).flatMap(([tag, element]) => {
    const keyword = keywordOfTag(tag);
    const value = keyword === undefined ? '' : keyText(item, keyword, element);
    return value === '' ? [] : [[`${sequence}.${keyword}`, value] as [string, string]];
  });
}

/** The value of a key as the peer wrote it, decoded. */
function keyText(dataset: DicomJsonDataset, keyword: string, element: DicomJsonElement): string {
  if (element.vr !== 'PN') return getStrings(dataset, keyword).join('\\').trim();
  const [name] = element.Value ?? [];
  if (name === null || name === undefined) return '';
  return (typeof name === 'object' ? personNameText(name) : String(name)).trim();
}
