import fc from 'fast-check';
import { isExempt, nextFor, rvuOf, SKIP_HIDES_MS, type AskingReader, type Candidate } from './assignment.js';

/** Of doubles that are compared. */
const EPSILON = 1e-6;
const NOW = new Date('2025-01-01T08:00:00.000Z');
const free = { requirements: [], capRvu: null, shiftCapRvu: null, outstandingRvu: 0, readRvu: 0 };
const rights = { modalities: [], subspecialties: [], sites: [], credentials: [] };

const hundredths = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((hundred) => hundred / 100);

const readers: fc.Arbitrary<AskingReader> = fc.record({
  id: fc.constantFrom('a', 'b'),
  rights: fc.constantFrom(rights, { ...rights, modalities: ['CT'] }),
  requirements: fc.constant([]),
  capRvu: fc.option(hundredths(50, 800)),
  shiftCapRvu: fc.option(hundredths(50, 1500)),
  outstandingRvu: hundredths(0, 1000),
  readRvu: hundredths(0, 1000),
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
  rvu: hundredths(10, 400),
});

const sample: Candidate = {
  studyUid: '1.2',
  orderClass: 'routine',
  suspected: false,
  overdue: false,
  dueAt: new Date(NOW.getTime() + 3_600_000),
  claim: null,
  hold: null,
  skippedAt: null,
  facts: { modalities: ['CT'], bodyParts: [], site: null },
  rvu: 1,
};

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

  it('keeps to both caps, for which STAT, critical and overdue studies are never passed over', () => {
    fc.assert(
      fc.property(readers, lists, (reader, list) => {
        const { offer, passed } = nextFor(reader, list, NOW);
        for (const { study, why } of passed)
          if (why === 'overCap' || why === 'overShiftCap') expect(isExempt(study)).toBe(false);
        if (!offer || isExempt(offer) || offer.claim) return;
        const held = Math.round((reader.outstandingRvu + offer.rvu) * 100);
        expect(held).toBeLessThanOrEqual((reader.capRvu ?? Infinity) * 100 + EPSILON);
        expect(held + Math.round(reader.readRvu * 100)).toBeLessThanOrEqual(
          (reader.shiftCapRvu ?? Infinity) * 100 + EPSILON,
        );
      }),
    );
  });

  it('is the same for a reader without caps, whatever they hold and have read', () => {
    fc.assert(
      fc.property(readers, lists, (reader, list) => {
        const uncapped = { ...reader, capRvu: null, shiftCapRvu: null };
        const idle = { ...uncapped, outstandingRvu: 0, readRvu: 0 };
        expect(nextFor(uncapped, list, NOW)).toEqual(nextFor(idle, list, NOW));
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

  it('fills a cap to the hundredth', () => {
    const study = { ...sample, rvu: 2.2 };
    const reader = { ...free, id: 'a', rights, outstandingRvu: 0.3, readRvu: 0.8 };
    expect(nextFor({ ...reader, shiftCapRvu: 3.3 }, [study], NOW).offer).toBe(study);
    expect(nextFor({ ...reader, shiftCapRvu: 3.29 }, [study], NOW).passed).toEqual([
      { study, why: 'overShiftCap' },
    ]);
    expect(nextFor({ ...reader, shiftCapRvu: 3.29, capRvu: 2.49 }, [study], NOW).passed).toEqual([
      { study, why: 'overCap' },
    ]);
  });

  it('comes back to who skipped everything once it is hidden no more, in the same order', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const reader = { ...free, id: 'a', rights };
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
        const other = { ...free, id: 'b', rights };
        // A skip is the reader's own: others see none.
        const stat = { ...study, orderClass: 'stat' as const, claim: null, hold: null, skippedAt: null };
        expect(nextFor(other, [stat], NOW).offer).toBe(stat);
      }),
    );
  });
});

it('the work of a study is that of its modality with the most, a body part before the modality, or the default', () => {
  const table = {
    values: new Map([
      ['CT', 1.2],
      ['CT CHEST', 0.9],
      ['PT', 2],
    ]),
    other: 0.5,
  };
  const of = (modalities: string[], bodyParts: string[] = []) =>
    rvuOf({ modalities, bodyParts, site: null }, table);
  expect([of(['CT', 'PT', 'SR']), of(['CT']), of(['US'])]).toEqual([2, 1.2, 0.5]);
  expect([of(['CT'], ['Chest']), of(['CT'], ['CHEST', 'HEAD']), of(['CT'], ['HEAD'])]).toEqual([
    0.9, 1.2, 1.2,
  ]);
});
