import {
  pointAt,
  type OperatingPoint,
  type Proportion,
  type ScenarioSource,
  type WhatIfModel,
} from '@firstread/contract';
import { measuredCurve, type ScoredStudy } from './measured-curve.js';

/** Fewer than these say nothing of a rate or a time. */
export const FEWEST = 30;

/** What is known of a running model. */
export interface ModelOfLate {
  name: string;
  modalities: readonly string[];
  /** Studies that it gave an answer for. */
  answered: number;
  flagged: number;
  /** From its order to run until its result, of each answer. */
  latencyMinutes: readonly number[];
  /** On the newest cohort of this installation. */
  validated: { sensitivity: Proportion; specificity: Proportion; studies: readonly ScoredStudy[] } | null;
}

export interface ProposedModel {
  model: WhatIfModel;
  prevalence: number;
  sources: ScenarioSource[];
}

const ASSUMED_POINT: OperatingPoint = { sensitivity: 0.9, specificity: 0.9 };
const ASSUMED_PREVALENCE = 0.05;
const ASSUMED_LATENCY = { meanMinutes: 3, cv: 0.7 };

/** A model as the scenario has it, for the classes of its modalities. */
export function proposedModel(late: ModelOfLate, studyClasses: string[], rank: number): ProposedModel {
  const name = late.name.slice(0, 64);
  const source = (value: ScenarioSource['value'], measured: number | null, note: string): ScenarioSource => ({
    value,
    of: name,
    measured,
    note,
  });
  const [point, pointSource] = operatingPoint(late);
  const [prevalence, prevalenceSource] = prevalenceOf(late, pointAt(point) ?? ASSUMED_POINT);
  const timed = late.latencyMinutes.length >= FEWEST;
  return {
    model: {
      name,
      studyClasses,
      condition: name,
      operatingPoint: point,
      resultAfter: timed ? spreadOf(late.latencyMinutes) : ASSUMED_LATENCY,
      rank,
    },
    prevalence,
    sources: [
      source('operatingPoint', ...pointSource),
      source('prevalence', ...prevalenceSource),
      source(
        'latency',
        timed ? late.latencyMinutes.length : null,
        timed ? 'From the order to run until the result' : 'Too few runs of late: 3 minutes on the mean',
      ),
    ],
  };
}

type Found = [measured: number | null, note: string];

/** With its curve, so that other thresholds can be asked about, where flags follow from one. */
function operatingPoint({ validated }: ModelOfLate): [WhatIfModel['operatingPoint'], Found] {
  const { sensitivity, specificity } = validated ?? {};
  if (typeof sensitivity?.value !== 'number' || typeof specificity?.value !== 'number')
    return [ASSUMED_POINT, [null, 'No validation on a cohort of yours: 90 % and 90 %']];
  const n = sensitivity.of + specificity.of;
  if (n < FEWEST) return [ASSUMED_POINT, [null, `A validation with ${n} studies only: 90 % and 90 %`]];
  const measured = { sensitivity: sensitivity.value, specificity: specificity.value };
  return [
    measuredCurve(validated?.studies ?? []) ?? measured,
    [n, 'On the newest cohort it was validated with'],
  ];
}

/** From the rate of flags, which is prevalence seen through the operating point (Rogan and Gladen, 1978). */
function prevalenceOf(
  { answered, flagged }: ModelOfLate,
  { sensitivity, specificity }: OperatingPoint,
): [number, Found] {
  const youden = sensitivity + specificity - 1;
  if (answered < FEWEST || youden <= 0) return [ASSUMED_PREVALENCE, [null, 'Too few results of late: 5 %']];
  const found = (flagged / answered + specificity - 1) / youden;
  return [
    Math.min(0.9, Math.max(0, found)),
    [answered, 'From the rate of flags and the operating point (Rogan and Gladen)'],
  ];
}

function spreadOf(minutes: readonly number[]): WhatIfModel['resultAfter'] {
  const mean = minutes.reduce((sum, one) => sum + one, 0) / minutes.length;
  const variance = minutes.reduce((sum, one) => sum + (one - mean) ** 2, 0) / minutes.length;
  return { meanMinutes: Math.min(1440, mean), cv: mean > 0 ? Math.min(3, Math.sqrt(variance) / mean) : 0 };
}
