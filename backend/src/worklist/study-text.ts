import type { Patient, Series, SeriesMaker } from '@firstread/contract';
import type { SeriesOverview, Study } from '../archive/index.js';

/** A name for display: `Family, Given Middle` of each component group (PS3.5 section 6.2). */
export function displayName(name: string | null): string {
  const groups = (name ?? '').split('=').map((group) => {
    const [family = '', given = '', middle = ''] = group.split('^').map((part) => part.trim());
    const rest = [given, middle].filter(Boolean).join(' ');
    return [family, rest].filter(Boolean).join(', ');
  });
  return groups.filter(Boolean).join(' / ');
}

/** `YYYY-MM-DD` of a DICOM date; null where it is not one. */
export function isoDate(date: string | null): string | null {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(date ?? '');
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : null;
}

/** Modalities of what was acquired; AI results that were written here are none of it. */
export function modalitiesOf(series: readonly SeriesOverview[]): string[] {
  return [...new Set(series.filter((one) => !one.own).map((one) => one.modality))].sort();
}

export function patientOf(
  study: Pick<Study, 'patientName' | 'patientId' | 'patientBirthDate' | 'patientSex'>,
): Patient {
  return {
    name: displayName(study.patientName),
    id: study.patientId ?? '',
    birthDate: isoDate(study.patientBirthDate),
    sex: study.patientSex,
  };
}

/** A series as readers see it; `makers` by Series Instance UID. */
export function seriesView(series: SeriesOverview, makers: ReadonlyMap<string, SeriesMaker>): Series {
  const report = series.ownSource === 'reporting' ? ({ kind: 'report' } as const) : null;
  return {
    seriesInstanceUid: series.seriesInstanceUid,
    modality: series.modality,
    number: series.seriesNumber,
    description: series.seriesDescription,
    bodyPart: series.bodyPart,
    instanceCount: series.instanceCount,
    madeByFirstread: series.own,
    maker: makers.get(series.seriesInstanceUid) ?? report,
    hasImages: series.hasImages && series.modality !== 'SEG',
  };
}
