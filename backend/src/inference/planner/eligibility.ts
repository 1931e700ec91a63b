import type { Eligibility, WordRule } from '@firstread/contract';
import {
  getElement,
  getNumber,
  getNumbers,
  getString,
  getStrings,
  sliceNormal,
  sliceOrientation,
  type DicomJsonDataset,
} from '../../dicom/index.js';

/** A series as eligibility sees it: its modality and the headers of its image instances. */
export interface CandidateSeries {
  seriesInstanceUid: string;
  modality: string;
  images: readonly { sopClassUid: string; numberOfFrames: number; attributes: DicomJsonDataset }[];
}

export type Selection = { eligible: true; seriesUid: string } | { eligible: false; reason: string };

/**
 * Chooses the series a model runs on: the eligible one with most images, then the lowest UID. Where none
 * is, the reason is that of the series which came furthest. Only header values are read, and of descriptions the
 * words a manifest names: what a description says of findings must not steer a model.
 */
export function selectSeries(eligibility: Eligibility, series: readonly CandidateSeries[]): Selection {
  const withImages = series.filter((one) => one.images.length > 0);
  if (withImages.length === 0) return { eligible: false, reason: 'the study has no images' };
  const judged = withImages.map((one) => ({ series: one, refusal: refusal(eligibility, one) }));
  const accepted = judged
    .filter(({ refusal }) => refusal === undefined)
    .map((judgement) => judgement.series)
    .sort(
      (a, b) => b.images.length - a.images.length || (a.seriesInstanceUid < b.seriesInstanceUid ? -1 : 1),
    );
  const chosen = accepted[0];
  if (chosen) return { eligible: true, seriesUid: chosen.seriesInstanceUid };
  const furthest = judged.reduce((best, one) =>
    (one.refusal?.passed ?? 0) > (best.refusal?.passed ?? 0) ? one : best,
  );
  return { eligible: false, reason: furthest.refusal?.reason ?? 'no series is eligible' };
}

type Check = (series: CandidateSeries, eligibility: Eligibility) => string | undefined;

const checks: readonly Check[] = [
  modality,
  sopClass,
  bodyPart,
  singleFrames,
  view,
  description,
  kernel,
  manufacturer,
  age,
  sex,
  requiredTags,
  matrix,
  sliceCount,
  sliceThickness,
  orientation,
  contrast,
];

function refusal(
  eligibility: Eligibility,
  series: CandidateSeries,
): { passed: number; reason: string } | undefined {
  for (const [passed, check] of checks.entries()) {
    const reason = check(series, eligibility);
    if (reason) return { passed, reason };
  }
  return undefined;
}

function modality({ modality: actual }: CandidateSeries, { modalities }: Eligibility): string | undefined {
  return modalities.includes(actual) ? undefined : `modality is ${actual}, not ${modalities.join(' or ')}`;
}

function sopClass({ images }: CandidateSeries, { sopClasses }: Eligibility): string | undefined {
  if (!sopClasses) return undefined;
  const other = images.find((image) => !sopClasses.includes(image.sopClassUid));
  return other && `SOP class ${other.sopClassUid} is not accepted`;
}

function bodyPart({ images }: CandidateSeries, { bodyParts }: Eligibility): string | undefined {
  if (!bodyParts) return undefined;
  const actual = getString(first(images), 'BodyPartExamined')?.trim().toUpperCase();
  if (!actual) return `the body part is not stated; it must be ${bodyParts.join(' or ')}`;
  return bodyParts.includes(actual) ? undefined : `body part is ${actual}, not ${bodyParts.join(' or ')}`;
}

function singleFrames({ images }: CandidateSeries): string | undefined {
  return images.some((image) => image.numberOfFrames > 1) ? 'multi-frame images are not accepted' : undefined;
}

function view({ images }: CandidateSeries, { views }: Eligibility): string | undefined {
  const actual = getString(first(images), 'ViewPosition')?.trim().toUpperCase();
  return !views || !actual || views.includes(actual)
    ? undefined
    : `view is ${actual}, not ${views.join(' or ')}`;
}

function description({ images }: CandidateSeries, { seriesDescription }: Eligibility): string | undefined {
  return wordProblem('series description', getString(first(images), 'SeriesDescription'), seriesDescription);
}

function kernel({ images }: CandidateSeries, { kernel: rule }: Eligibility): string | undefined {
  return wordProblem('kernel', getStrings(first(images), 'ConvolutionKernel').join(' ') || undefined, rule);
}

function manufacturer({ images }: CandidateSeries, { manufacturers }: Eligibility): string | undefined {
  if (!manufacturers) return undefined;
  return wordProblem('manufacturer', getString(first(images), 'Manufacturer'), { anyOf: manufacturers });
}

/** Without a text, words that must be there are missing and words that must not be there are not there. */
function wordProblem(what: string, text: string | undefined, rule: WordRule | undefined): string | undefined {
  const holds = (word: string) => (text ?? '').toLowerCase().includes(word.toLowerCase());
  const unwanted = rule?.noneOf?.find(holds);
  if (unwanted) return `the ${what} holds "${unwanted}"`;
  if (!rule?.anyOf || rule.anyOf.some(holds)) return undefined;
  return text ? `the ${what} holds none of ${rule.anyOf.join(', ')}` : `the ${what} is not stated`;
}

function age({ images }: CandidateSeries, { patientAgeYears: wanted }: Eligibility): string | undefined {
  if (!wanted) return undefined;
  const years = ageInYears(first(images));
  if (years === undefined) return 'the age of the patient is not known';
  if (years >= wanted.minimum && years <= wanted.maximum) return undefined;
  return `the patient is ${Math.floor(years)} years old; ${wanted.minimum} to ${wanted.maximum} are needed`;
}

function sex({ images }: CandidateSeries, { patientSex }: Eligibility): string | undefined {
  if (!patientSex) return undefined;
  const actual = getString(first(images), 'PatientSex');
  return actual === patientSex
    ? undefined
    : `the sex of the patient is ${actual ?? 'not stated'}, not ${patientSex}`;
}

function requiredTags({ images }: CandidateSeries, eligibility: Eligibility): string | undefined {
  const missing = eligibility.requiredTags?.find((keyword) =>
    images.some(({ attributes }) => !getElement(attributes, keyword)?.Value?.length),
  );
  return missing && `${missing} is not stated in every image`;
}

function matrix({ images }: CandidateSeries, { matrix: wanted }: Eligibility): string | undefined {
  if (!wanted) return undefined;
  const rows = getNumber(first(images), 'Rows') ?? 0;
  const columns = getNumber(first(images), 'Columns') ?? 0;
  const same = images.every(
    ({ attributes }) =>
      getNumber(attributes, 'Rows') === rows && getNumber(attributes, 'Columns') === columns,
  );
  if (!same) return 'the images are of different size';
  if (wanted.square && rows !== columns) return `the matrix is ${columns} × ${rows}, not square`;
  if (rows >= wanted.minimumRows && columns >= wanted.minimumColumns) return undefined;
  return `the matrix is ${columns} × ${rows}; at least ${wanted.minimumColumns} × ${wanted.minimumRows} is needed`;
}

function sliceCount({ images }: CandidateSeries, { slices }: Eligibility): string | undefined {
  if (!slices || (images.length >= slices.minimum && images.length <= slices.maximum)) return undefined;
  return `${images.length} slices; ${slices.minimum} to ${slices.maximum} are needed`;
}

function sliceThickness(
  { images }: CandidateSeries,
  { sliceThicknessMm: wanted }: Eligibility,
): string | undefined {
  if (!wanted) return undefined;
  const thicknesses = images.map(({ attributes }) => getNumber(attributes, 'SliceThickness'));
  if (thicknesses.some((thickness) => thickness === undefined)) return 'the slice thickness is not stated';
  const outside = thicknesses.find(
    (thickness = 0) => thickness < wanted.minimum || thickness > wanted.maximum,
  );
  return outside === undefined
    ? undefined
    : `slices are ${outside} mm thick; ${wanted.minimum} to ${wanted.maximum} mm are needed`;
}

function orientation({ images }: CandidateSeries, eligibility: Eligibility): string | undefined {
  if (!eligibility.orientation) return undefined;
  const orientations = images.map(({ attributes }) => {
    const normal = sliceNormal(getNumbers(attributes, 'ImageOrientationPatient'));
    return normal && sliceOrientation(normal);
  });
  if (orientations.includes(undefined)) return 'the orientation of the slices is not stated';
  const other = orientations.find((actual) => actual !== eligibility.orientation);
  return other && `slices are ${other}, not ${eligibility.orientation}`;
}

function contrast({ images }: CandidateSeries, eligibility: Eligibility): string | undefined {
  if (!eligibility.contrast) return undefined;
  const agent = images.some(({ attributes }) => getString(attributes, 'ContrastBolusAgent')?.trim());
  return agent ? 'a contrast agent was given' : undefined;
}

function first(images: CandidateSeries['images']): DicomJsonDataset {
  return images[0]?.attributes ?? {};
}

const DAYS = { D: 1, W: 7, M: 365.25 / 12, Y: 365.25 } as const;
const DAY_MS = 86_400_000;

/** Patient Age (0010,1010, VR AS), else from birth and study date; undefined where neither is stated. */
export function ageInYears(dataset: DicomJsonDataset): number | undefined {
  const stated = /^(\d{3})([DWMY])$/.exec(getString(dataset, 'PatientAge') ?? '');
  if (stated) return (Number(stated[1]) * DAYS[stated[2] as keyof typeof DAYS]) / DAYS.Y;
  const born = dateOf(getString(dataset, 'PatientBirthDate'));
  const taken = dateOf(getString(dataset, 'StudyDate'));
  return born === undefined || taken === undefined ? undefined : (taken - born) / DAY_MS / DAYS.Y;
}

function dateOf(text: string | undefined): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '');
  return parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : undefined;
}
