/** What a Modality Performed Procedure Step says (PS3.4 annex F), read from its dataset. */
import { getItem, getSequence, getString, type DicomJsonDataset } from '../../dicom/index.js';

export type StepStatus = 'IN PROGRESS' | 'COMPLETED' | 'DISCONTINUED';

const STATUSES: readonly StepStatus[] = ['IN PROGRESS', 'COMPLETED', 'DISCONTINUED'];

/** The status, or undefined for one that the standard does not know. */
export function statusOfStep(dataset: DicomJsonDataset): StepStatus | undefined {
  const status = getString(dataset, 'PerformedProcedureStepStatus')?.trim();
  return STATUSES.find((one) => one === status);
}

/** Which order it performs: study and accession number of its first scheduled step. */
export function scheduledBy(dataset: DicomJsonDataset): {
  studyInstanceUid: string | undefined;
  accessionNumber: string | undefined;
} {
  const scheduled = getItem(dataset, 'ScheduledStepAttributesSequence') ?? {};
  return {
    studyInstanceUid: getString(scheduled, 'StudyInstanceUID')?.trim(),
    accessionNumber: getString(scheduled, 'AccessionNumber')?.trim(),
  };
}

/** When it ended by the clock of the modality, YYYY-MM-DDThh:mm:ss; undefined where it says no whole date and time. */
export function endOfStep(dataset: DicomJsonDataset): string | undefined {
  const date = /^(\d{4})(\d{2})(\d{2})$/.exec(
    getString(dataset, 'PerformedProcedureStepEndDate')?.trim() ?? '',
  );
  const time = /^(\d{2})(\d{2})(\d{2})?/.exec(
    getString(dataset, 'PerformedProcedureStepEndTime')?.trim() ?? '',
  );
  return date && time ? `${date.slice(1).join('-')}T${time[1]}:${time[2]}:${time[3] ?? '00'}` : undefined;
}

/** SOP Instance UIDs of everything that its series list. */
export function instancesOfStep(dataset: DicomJsonDataset): string[] {
  const uids = getSequence(dataset, 'PerformedSeriesSequence').flatMap((series) =>
    ['ReferencedImageSequence', 'ReferencedNonImageCompositeSOPInstanceSequence'].flatMap((keyword) =>
      getSequence(series, keyword).map((item) => getString(item, 'ReferencedSOPInstanceUID')?.trim()),
    ),
  );
  return [...new Set(uids.filter((uid): uid is string => Boolean(uid)))];
}
