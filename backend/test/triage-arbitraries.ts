import type { ReadingRules } from '@firstread/contract';
import fc from 'fast-check';
import { FIRST_RULES, type StudyHold, type Suspicion, type TriageFacts } from '../src/triage/index.js';

export const suspicion: Suspicion = {
  modelId: 'm',
  modelName: 'Model',
  modelVersion: '1.0.0',
  label: 'Haemorrhage suspected',
  operatingPoint: 0.5,
  stale: false,
};

const orderClass = fc.constantFrom('stat' as const, 'urgent' as const, 'routine' as const);
const modality = fc.constantFrom('CT', 'MR', 'DX');
const location = fc.constantFrom('Emergency', 'Ward 3');
const site = fc.constantFrom('North', 'South');
const day = { min: new Date('2026-01-01'), max: new Date('2026-03-01'), noInvalidDate: true } as const;

export const anyTime = fc.date(day);

export const anyHold: fc.Arbitrary<StudyHold> = fc.record({
  kind: fc.constantFrom('awaitingPriors', 'incompleteImages', 'clinicalQuestion', 'other'),
  note: fc.constant('Asked the ward'),
  until: fc.date(day),
  timeZone: fc.constant('Europe/Berlin'),
});

export const anyFacts: fc.Arbitrary<TriageFacts> = fc.record({
  orderClass,
  orderSource: fc.constantFrom('default' as const, 'images' as const, 'order' as const, 'person' as const),
  modalities: fc.array(modality, { maxLength: 2 }),
  location: fc.option(location),
  site: fc.option(site),
  readyAt: fc.date(day),
  suspicions: fc.array(fc.constant(suspicion), { maxLength: 3 }),
  hold: fc.option(anyHold),
});

const minutes = fc.integer({ min: 1, max: 3000 });
const exception = fc
  .record({
    orderClass,
    modality: fc.option(modality),
    location: fc.option(location),
    site: fc.option(site),
    minutes,
  })
  .filter((one) => one.modality !== null || one.location !== null || one.site !== null);

export const anyRules: fc.Arbitrary<ReadingRules> = fc
  .record({
    targets: fc.tuple(minutes, minutes, minutes),
    suspicionMinutes: minutes,
    suspicionRank: fc.constantFrom('belowStat' as const, 'withStat' as const),
    exceptions: fc.array(exception, { maxLength: 5 }),
  })
  .map(({ targets, ...rest }) => {
    const [stat = 1, urgent = 1, routine = 1] = [...targets].sort((a, b) => a - b);
    return { ...rest, targets: { stat, urgent, routine } };
  });

export const firstRules = { version: 1, rules: FIRST_RULES };
