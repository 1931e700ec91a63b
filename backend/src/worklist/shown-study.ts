import type { AiSummary, WorklistItem } from '@firstread/contract';
import type { StudyAi } from '../results/index.js';
import type { StudyToRead } from './studies-to-read.js';
import { isoDate, modalitiesOf, patientOf } from './study-text.js';

/** What a row shows of its study. It is kept in the row, as of the row's version: a list reads nothing else for it. */
export type ShownStudy = Pick<
  WorklistItem,
  | 'receiving'
  | 'patient'
  | 'accessionNumber'
  | 'studyDescription'
  | 'studyDate'
  | 'modalities'
  | 'bodyParts'
  | 'institution'
  | 'seriesCount'
  | 'instanceCount'
  | 'ai'
>;

export function shownOf({ study, series, ai }: StudyToRead): ShownStudy {
  const acquired = series.filter((one) => !one.own);
  return {
    receiving: study.state === 'receiving',
    patient: patientOf(study),
    accessionNumber: study.accessionNumber,
    studyDescription: study.studyDescription,
    studyDate: isoDate(study.studyDate),
    modalities: modalitiesOf(series),
    bodyParts: distinct(acquired.flatMap((one) => one.bodyPart ?? [])),
    institution: study.institution,
    seriesCount: acquired.length,
    instanceCount: acquired.reduce((sum, one) => sum + one.instanceCount, 0),
    ai: ai.results.map(summaryOf),
  };
}

function summaryOf(result: StudyAi['results'][number]): AiSummary {
  const { modelId, modelName, modelVersion, state, reason, stale } = result;
  const findings = result.findings.map(({ label, flagged, critical }) => ({ label, flagged, critical }));
  return { modelId, modelName, modelVersion, state, reason, stale, findings };
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}
