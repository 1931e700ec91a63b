import fc from 'fast-check';
import {
  DEFAULT_RVU,
  isExempt,
  nextFor,
  rvuOf,
  SKIP_HIDES_MS,
  type AskingReader,
  type Candidate,
} from './assignment.js';

const NOW = new Date('2025-01-01T08:00:00.000Z');
const rights = { modalities: [], subspecialties: [], sites: [], credentials: [] };

const readers: fc.Arbitrary<AskingReader> = fc.record({
  id: fc.constantFrom('a', 'b'),
  rights: fc.constantFrom(rights, { ...rights, modalities: ['CT'] }),
  requirements: fc.constant([]),
  capRvu: fc.option(fc.double({ min: 0.5, max: 8, noNaN: true })),
  outstandingRvu: fc.double({ min: 0, max: 10, noNaN: true }),
});

const aroundNow = fc
  .integer({ min: -60, max: 60 })
  .map((minutes) => new Date(NOW.getTime() + minutes * 60_000));

const studies: fc.Arbitrary<Candidate> = fc.record({
  studyUid: fc.uuid(),
  orderClass: fc.constantFrom('stat' as const, 'urgent' as const, 'routine' as const),
  suspected: fc.boolean(),
  overdue: fc.boolean(),
  dueAt: aroundNow,
  hold: fc.option(fc.record({ until: aroundNow })),
  claim: fc.option(fc.record({ holderId: fc.constantFrom('a', 'b'), handedOver: fc.boolean() })),
  skippedAt: fc.option(
    fc.integer({ min: 0, max: 2 * SKIP_HIDES_MS }).map((ago) => new Date(NOW.getTime() - ago)),
  ),
  facts: fc.constantFrom(
    { modalities: ['CT'], bodyParts: [], site: null },
    { modalities: ['MR'], bodyParts: [], site: null },
  ),
  rvu: fc.double({ min: 0.1, max: 4, noNaN: true }),
});

const lists = fc.array(studies, { maxLength: 20 });

describe('the next study', () => {
  it('is the first in reading order, but for those that a reason is given for', () => {
    fc.assert(
      fc.property(readers, lists, (reader, list) => {
        const { offer, passed } = nextFor(reader, list, NOW);
        const end = offer ? list.indexOf(offer) : list.length;
        expect(passed.map(({ study }) => study)).toEqual(list.slice(0, end));
      }),
    );
  });

  it('never is one that somebody else holds, that the reader may not read, or has just skipped', () => {
    fc.assert(
      fc.property(readers, lists, (reader, list) => {
        const { offer } = nextFor(reader, list, NOW);
        if (!offer) return;
        expect(offer.claim === null || (offer.claim.holderId === reader.id && offer.claim.handedOver)).toBe(
          true,
        );
        if (reader.rights.modalities.length > 0) expect(offer.facts.modalities).toEqual(['CT']);
        if (offer.skippedAt)
          expect(NOW.getTime() - offer.skippedAt.getTime()).toBeGreaterThanOrEqual(SKIP_HIDES_MS);
      }),
    );
  });

  it('keeps to the cap, from which STAT, critical and overdue studies are exempt', () => {
    fc.assert(
      fc.property(readers, lists, (reader, list) => {
        const { offer, passed } = nextFor(reader, list, NOW);
        for (const { study, why } of passed) if (why === 'overCap') expect(isExempt(study)).toBe(false);
        if (offer && reader.capRvu !== null && !isExempt(offer) && !offer.claim)
          expect(reader.outstandingRvu + offer.rvu).toBeLessThanOrEqual(reader.capRvu);
      }),
    );
  });

  it('is one on hold only where the hold is over or the study is overdue, be it STAT or critical', () => {
    fc.assert(
      fc.property(readers, lists, (reader, list) => {
        const { offer, passed } = nextFor(reader, list, NOW);
        const waits = ({ hold, dueAt }: Candidate): boolean =>
          hold !== null && hold.until > NOW && dueAt > NOW;
        if (offer) expect(waits(offer)).toBe(false);
        for (const { study, why } of passed) if (why === 'onHold') expect(waits(study)).toBe(true);
      }),
    );
  });

  it('comes back to who skipped everything once it is hidden no more, in the same order', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const reader = { id: 'a', rights, requirements: [], capRvu: null, outstandingRvu: 0 };
        const skipped = list.map((study) => ({ ...study, claim: null, hold: null, skippedAt: NOW }));
        expect(nextFor(reader, skipped, NOW).offer).toBeNull();
        const later = new Date(NOW.getTime() + SKIP_HIDES_MS);
        expect(nextFor(reader, skipped, later).offer).toBe(skipped[0] ?? null);
      }),
    );
  });

  it('is offered to others at once when one reader skips it', () => {
    fc.assert(
      fc.property(studies, (study) => {
        const other = { id: 'b', rights, requirements: [], capRvu: null, outstandingRvu: 0 };
        // A skip is the reader's own: others see none.
        const stat = { ...study, orderClass: 'stat' as const, claim: null, hold: null, skippedAt: null };
        expect(nextFor(other, [stat], NOW).offer).toBe(stat);
      }),
    );
  });
});

it('the work of a study is that of its modality with the most, or the default', () => {
  const table = new Map([
    ['CT', 1.2],
    ['PT', 2],
  ]);
  const of = (...modalities: string[]) => rvuOf({ modalities, bodyParts: [], site: null }, table);
  expect([of('CT', 'PT', 'SR'), of('CT'), of('US')]).toEqual([2, 1.2, DEFAULT_RVU]);
});
