import type { ReportTemplate } from '@firstread/contract';

interface StudyKind {
  modalities: readonly string[];
  bodyParts: readonly string[];
  studyDescription: string | null;
}

/** The templates that fit a study, the one that says most of it first; those for every study come last. */
export function fittingTemplates<
  T extends Pick<ReportTemplate, 'modality' | 'bodyPart' | 'retired' | 'name'>,
>(templates: readonly T[], study: StudyKind): T[] {
  const description = (study.studyDescription ?? '').toUpperCase();
  const ofPart = (part: string): boolean =>
    study.bodyParts.some((one) => one.toUpperCase() === part) || description.includes(part);
  const weight = ({ modality, bodyPart }: T): number =>
    (bodyPart === null ? 0 : 2) + (modality === null ? 0 : 1);
  return templates
    .filter(({ modality, bodyPart, retired }) => {
      if (retired || (modality !== null && !study.modalities.includes(modality))) return false;
      return bodyPart === null || ofPart(bodyPart);
    })
    .sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name));
}
