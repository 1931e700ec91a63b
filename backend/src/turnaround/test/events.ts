import { randomUUID } from 'node:crypto';
import type { ClinicalEventKind } from '@firstread/contract';
import { VOCABULARY, type ClinicalEvent } from '../domain/vocabulary.js';

/** An event by our clock, recorded when it happened, except as said. */
export function clinicalEvent(
  kind: ClinicalEventKind,
  happenedAt: Date,
  more: Partial<ClinicalEvent> = {},
): ClinicalEvent {
  return {
    id: randomUUID(),
    kind,
    happenedAt,
    recordedAt: happenedAt,
    source: VOCABULARY[kind].usualSource,
    clock: 'platform',
    detail: {},
    corrects: null,
    ...more,
  };
}
