import type { ReadingRules } from '@firstread/contract';

/** What a department is drawn from. Minutes throughout; shares in [0, 1]. */
export interface DepartmentPlan {
  days: number;
  /** Readers at work on the mean of a weekday. */
  readers: number;
  /** Studies to read a day, on the mean of a week. */
  studiesPerDay: number;
  seed: number;
  /** In force, by version; the second from the middle of the time on. */
  rules: ReadingRules;
  ruleVersions: readonly [number, number];
  models: readonly PlannedModel[];
  /** For so long "next" leaves out what a reader skipped. */
  skipHidesMinutes: number;
}

export interface PlannedModel {
  modelId: string;
  modality: string;
  bodyPart: string;
  condition: string;
  prevalence: number;
  /** The second from the middle of the time on. */
  versions: readonly [PlannedVersion, PlannedVersion];
  latency: { meanMinutes: number; cv: number };
  failed: number;
}

export interface PlannedVersion {
  version: string;
  sensitivity: number;
  specificity: number;
}

export interface StudyKind {
  modality: string;
  /** Of all studies. */
  share: number;
  read: { meanMinutes: number; cv: number };
  stat: number;
  urgent: number;
  /** Body parts, with their share. */
  bodyParts: readonly (readonly [string, number])[];
}

/**
 * Mean reading times of plain films and mammograms of one to two minutes, of cross-sections of five to seven, log-normal
 * with a coefficient of variation of 0.6 to 0.9; on the mean of all 2.8 minutes, so that four readers and 1,500 studies a
 * day are a busy department.
 */
export const KINDS: readonly StudyKind[] = [
  {
    modality: 'CR',
    share: 0.55,
    read: { meanMinutes: 1.2, cv: 0.7 },
    stat: 0.06,
    urgent: 0.2,
    bodyParts: [
      ['CHEST', 0.6],
      ['HAND', 0.4],
    ],
  },
  {
    modality: 'CT',
    share: 0.2,
    read: { meanMinutes: 5.5, cv: 0.7 },
    stat: 0.15,
    urgent: 0.35,
    bodyParts: [
      ['HEAD', 0.35],
      ['ABDOMEN', 0.65],
    ],
  },
  {
    modality: 'MR',
    share: 0.1,
    read: { meanMinutes: 6.5, cv: 0.6 },
    stat: 0.02,
    urgent: 0.1,
    bodyParts: [['HEAD', 1]],
  },
  {
    modality: 'US',
    share: 0.1,
    read: { meanMinutes: 3, cv: 0.6 },
    stat: 0.05,
    urgent: 0.2,
    bodyParts: [['ABDOMEN', 1]],
  },
  {
    modality: 'MG',
    share: 0.05,
    read: { meanMinutes: 1.5, cv: 0.9 },
    stat: 0,
    urgent: 0.02,
    bodyParts: [['BREAST', 1]],
  },
];

export const SITES: readonly (readonly [string, number])[] = [
  ['Synthetic North', 0.7],
  ['Synthetic South', 0.3],
];

/**
 * Operating points and prevalences within what was published: intracranial haemorrhage on 61,704 head CT of a
 * teleradiology service with a sensitivity of 75.6 %, a specificity of 92.1 % and a prevalence of 2.7 %; of emergency
 * departments more. Latencies of minutes.
 */
export function modelsOf(versions: Readonly<Record<string, string>>): PlannedModel[] {
  return [
    {
      modelId: 'head-ct-hyperdensity',
      modality: 'CT',
      bodyPart: 'HEAD',
      condition: 'haemorrhage',
      prevalence: 0.08,
      versions: [
        { version: '0.9.0', sensitivity: 0.756, specificity: 0.921 },
        { version: versions['head-ct-hyperdensity'] ?? '1.0.0', sensitivity: 0.9, specificity: 0.94 },
      ],
      latency: { meanMinutes: 3, cv: 0.7 },
      failed: 0.015,
    },
    {
      modelId: 'cxr-opacity-triage',
      modality: 'CR',
      bodyPart: 'CHEST',
      condition: 'opacity',
      prevalence: 0.06,
      versions: [
        { version: '1.9.0', sensitivity: 0.82, specificity: 0.9 },
        { version: versions['cxr-opacity-triage'] ?? '2.0.0', sensitivity: 0.87, specificity: 0.93 },
      ],
      latency: { meanMinutes: 1.5, cv: 0.6 },
      failed: 0.01,
    },
  ];
}

const BY_HOUR = [
  2, 2, 1.5, 1.5, 1.5, 2, 3, 5, 7.5, 8, 8, 7.5, 6.5, 7, 7, 6.5, 5.5, 4, 3.5, 3, 2.5, 2.5, 2, 2,
] as const;
const BY_WEEKDAY = [1.2, 1.2, 1.2, 1.2, 1.2, 0.55, 0.45] as const;

/** Studies an hour, by the hour of the week from Monday 00:00. */
export function arrivalsPerHour(studiesPerDay: number): number[] {
  const day = BY_HOUR.reduce((sum, one) => sum + one, 0);
  return BY_WEEKDAY.flatMap((weekday) => BY_HOUR.map((hour) => (studiesPerDay * weekday * hour) / day));
}

/** Readers at work by the hour of the week: more by day, fewer by night and at the weekend, always one. */
export function readersByHour(readers: number): number[] {
  return BY_WEEKDAY.flatMap((weekday) =>
    BY_HOUR.map((_, hour) => {
      const share = hour >= 7 && hour < 15 ? 1.5 : hour >= 15 && hour < 23 ? 1 : 0.5;
      return Math.max(1, Math.round(readers * share * (weekday < 1 ? 0.6 : 1)));
    }),
  );
}
