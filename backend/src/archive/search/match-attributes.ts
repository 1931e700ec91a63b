import { entryOfKeyword, keywordOfTag, tagOfKeyword, type DicomJsonDataset } from '../../dicom/index.js';
import {
  INSTANCE_TAGS,
  PATIENT_TAGS,
  SERIES_TAGS,
  STUDY_TAGS,
  pick,
  saidInUtf8,
} from '../domain/attributes.js';
import type { SearchLevel } from './search-keys.js';

/** A row of the page statement; what its level does not have is absent. */
export interface MatchRow {
  total: number | null;
  patient_id: string | null;
  study: DicomJsonDataset;
  series?: DicomJsonDataset;
  instance?: DicomJsonDataset | null;
  study_instance_uid?: string;
  series_instance_uid?: string;
  sop_instance_uid?: string;
  transfer_syntax_uid?: string;
  modalities?: string[] | null;
  sop_classes?: string[] | null;
  study_count?: number;
  series_count?: number;
  instance_count?: number;
}

const KEPT_TAGS: Readonly<Record<SearchLevel, readonly string[]>> = {
  patient: PATIENT_TAGS,
  study: STUDY_TAGS,
  series: SERIES_TAGS,
  instance: INSTANCE_TAGS,
};

/**
 * All that is known of a match at its level and those above, and what the archive counts, or of these the tags of
 * `only`; text is UTF-8.
 */
export function matchAttributes(
  level: SearchLevel,
  row: MatchRow,
  only?: readonly string[],
): DicomJsonDataset {
  const study = level === 'patient' ? pick(row.study, PATIENT_TAGS) : row.study;
  const known = [study, row.series ?? {}, row.instance ?? {}, counted(level, row)];
  const wanted = only ? known.map((one) => pick(one, only)) : known;
  return saidInUtf8(Object.assign({}, ...wanted) as DicomJsonDataset);
}

/** Keywords that a match of a level can have besides those of the levels above. */
export function returnedKeywords(level: SearchLevel): string[] {
  const nothing: MatchRow = { total: null, patient_id: null, study: {} };
  const tags = [...KEPT_TAGS[level], ...Object.keys(counted(level, nothing))];
  return tags.map((tag) => keywordOfTag(tag) ?? tag);
}

function counted(level: SearchLevel, row: MatchRow): DicomJsonDataset {
  const { modalities, sop_classes: sopClasses, study_count, series_count, instance_count } = row;
  switch (level) {
    case 'patient':
      return dataset({
        NumberOfPatientRelatedStudies: [study_count],
        NumberOfPatientRelatedSeries: [series_count],
        NumberOfPatientRelatedInstances: [instance_count],
      });
    case 'study':
      return dataset({
        InstanceAvailability: ['ONLINE'],
        ModalitiesInStudy: modalities ?? [],
        SOPClassesInStudy: sopClasses ?? [],
        NumberOfStudyRelatedSeries: [series_count],
        NumberOfStudyRelatedInstances: [instance_count],
      });
    case 'series':
      return dataset({ InstanceAvailability: ['ONLINE'], NumberOfSeriesRelatedInstances: [instance_count] });
    case 'instance':
      return dataset({
        InstanceAvailability: ['ONLINE'],
        AvailableTransferSyntaxUID: [row.transfer_syntax_uid],
      });
  }
}

/** Attributes by keyword, in the DICOM JSON model. */
function dataset(values: Record<string, (string | number | undefined)[]>): DicomJsonDataset {
  return Object.fromEntries(
    Object.entries(values).map(([keyword, list]) => {
      const vr = entryOfKeyword(keyword)?.vr ?? 'UN';
      const known = list.filter((value) => value !== undefined);
      return [tagOfKeyword(keyword), known.length > 0 ? { vr, Value: known } : { vr }];
    }),
  );
}
