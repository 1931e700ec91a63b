import type { ReadingRights, ReadingRequirement, Subspecialty } from '@firstread/contract';

/** What of a study decides who may read it. */
export interface StudyFacts {
  modalities: readonly string[];
  /** As the images state them; often nothing does. */
  bodyParts: readonly string[];
  site: string | null;
}

/** Yes, or why not, in words that go on from the name of a reader. */
export type Right = { may: true } | { may: false; reason: string };

/** Objects beside the images: nobody needs a right to read those. */
const NO_IMAGES: ReadonlySet<string> = new Set(['SR', 'PR', 'KO', 'SEG', 'DOC', 'REG', 'RTSTRUCT', 'AU']);

/** Beginnings of Body Part Examined (PS3.16 Annex L) by subspecialty. */
const PARTS: Readonly<Record<Subspecialty, readonly string[]>> = {
  neuro: ['HEAD', 'BRAIN', 'SKULL', 'NECK', 'ORBIT', 'SINUS', 'SELLA', 'SPINE', 'CSPINE', 'TSPINE', 'LSPINE'],
  chest: ['CHEST', 'LUNG', 'THORAX', 'RIB', 'STERNUM', 'TRACHEA'],
  cardiac: ['HEART', 'CORONARY', 'AORTA'],
  abdomen: ['ABDOMEN', 'PELVIS', 'LIVER', 'KIDNEY', 'PANCREAS', 'COLON', 'BLADDER', 'PROSTATE', 'UTERUS'],
  breast: ['BREAST'],
  musculoskeletal: [
    'KNEE',
    'HIP',
    'SHOULDER',
    'ELBOW',
    'WRIST',
    'HAND',
    'FOOT',
    'ANKLE',
    'EXTREMITY',
    'FEMUR',
  ],
};

/**
 * Whether a reader may read a study. Rights without an entry restrict nothing, and neither does what the images do not
 * say: in doubt a study is read. A study needs a right to each of its modalities and one to some of its subspecialties;
 * credentials are asked of those whose rights are written down.
 */
export function mayRead(
  rights: ReadingRights,
  study: StudyFacts,
  requirements: readonly ReadingRequirement[],
): Right {
  if (isEmpty(rights)) return { may: true };
  const reason =
    modalityMissing(rights, study) ??
    subspecialtyMissing(rights, study) ??
    siteMissing(rights, study) ??
    credentialMissing(rights, study, requirements);
  return reason === undefined ? { may: true } : { may: false, reason };
}

/** The subspecialties that the body parts of a study belong to; none where they say nothing. */
export function subspecialtiesOf({ bodyParts }: Pick<StudyFacts, 'bodyParts'>): Subspecialty[] {
  const parts = bodyParts.map(upper);
  return (Object.keys(PARTS) as Subspecialty[]).filter((field) =>
    PARTS[field].some((start) => parts.some((part) => part.startsWith(start))),
  );
}

/** The modalities of its images. */
export function imageModalities({ modalities }: Pick<StudyFacts, 'modalities'>): string[] {
  return modalities.map(upper).filter((modality) => !NO_IMAGES.has(modality));
}

function isEmpty({ modalities, subspecialties, sites, credentials }: ReadingRights): boolean {
  return [modalities, subspecialties, sites, credentials].every((list) => list.length === 0);
}

function modalityMissing({ modalities }: ReadingRights, study: StudyFacts): string | undefined {
  if (modalities.length === 0) return undefined;
  const allowed = modalities.map(upper);
  const missing = imageModalities(study).find((modality) => !allowed.includes(modality));
  return missing && `has no right to read ${missing} (may read ${allowed.join(', ')})`;
}

function subspecialtyMissing({ subspecialties }: ReadingRights, study: StudyFacts): string | undefined {
  const fields = subspecialtiesOf(study);
  if (subspecialties.length === 0 || fields.length === 0) return undefined;
  if (fields.some((field) => subspecialties.includes(field))) return undefined;
  return `does not read ${fields.join(' or ')} (reads ${subspecialties.join(', ')})`;
}

function siteMissing({ sites }: ReadingRights, { site }: StudyFacts): string | undefined {
  if (sites.length === 0 || site === null) return undefined;
  return sites.some((one) => upper(one) === upper(site)) ? undefined : `does not read for the site ${site}`;
}

function credentialMissing(
  { credentials }: ReadingRights,
  study: StudyFacts,
  requirements: readonly ReadingRequirement[],
): string | undefined {
  const subjects = [...imageModalities(study), ...study.bodyParts.map(upper)];
  const held = credentials.map(upper);
  const missing = requirements.find(
    ({ subject, credential }) => subjects.includes(upper(subject)) && !held.includes(upper(credential)),
  );
  return missing && `lacks the credential ${missing.credential} that ${missing.subject} needs`;
}

function upper(text: string): string {
  return text.trim().toUpperCase();
}
