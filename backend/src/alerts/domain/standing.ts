import type { AlertEnd, AlertModel, CodedConcept } from '@firstread/contract';

/** A critical suspicion of one model that stands. */
export interface Suspicion extends AlertModel {
  label: string;
  concept: CodedConcept;
}

/** What is suspected of a study, by however many models. */
export interface Suspected {
  finding: string;
  /** In words. */
  suspected: string;
  models: AlertModel[];
}

/** An alert that has not ended, acknowledged or not. */
export interface StandingAlert {
  id: string;
  finding: string;
  models: AlertModel[];
}

/** Where the study of an alert is: to be read, read, without anything left to read, or deleted. */
export type StudyPlace = 'unread' | 'read' | 'nothingToRead' | 'deleted';

export interface AlertChanges {
  raise: Suspected[];
  /** Other models suspect it now than before: said on the alert, without another ring. */
  restate: { id: string; models: AlertModel[] }[];
  end: { id: string; how: AlertEnd }[];
}

/**
 * Brings the alerts of a study in line with what is suspected. There is one for each finding; what was acknowledged stays
 * so as long as the suspicion stands and the study is unread.
 */
export function alertChanges(
  standing: readonly StandingAlert[],
  suspicions: readonly Suspicion[],
  place: StudyPlace,
): AlertChanges {
  const suspected = place === 'unread' ? grouped(suspicions) : [];
  const of = new Map(suspected.map((one) => [one.finding, one]));
  const known = new Set(standing.map((alert) => alert.finding));
  return {
    raise: suspected.filter(({ finding }) => !known.has(finding)),
    restate: standing.flatMap(({ id, finding, models }) => {
      const now = of.get(finding)?.models;
      return now && keysOf(now) !== keysOf(models) ? [{ id, models: now }] : [];
    }),
    end: standing.filter(({ finding }) => !of.has(finding)).map(({ id }) => ({ id, how: endOf(place) })),
  };
}

function endOf(place: StudyPlace): AlertEnd {
  return place === 'read' || place === 'deleted' ? place : 'withdrawn';
}

function grouped(suspicions: readonly Suspicion[]): Suspected[] {
  const groups = new Map<string, Suspected>();
  for (const { concept, label, modelId, modelName, modelVersion } of suspicions) {
    const finding = `${concept.scheme} ${concept.value}`;
    const group = groups.get(finding) ?? { finding, suspected: label, models: [] };
    const there = group.models.some((one) => one.modelId === modelId && one.modelVersion === modelVersion);
    if (!there) group.models.push({ modelId, modelName, modelVersion });
    groups.set(finding, group);
  }
  return [...groups.values()];
}

function keysOf(models: readonly AlertModel[]): string {
  return models.map(({ modelId, modelVersion }) => `${modelId} ${modelVersion}`).join();
}
