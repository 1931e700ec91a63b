import { modelStageSchema, presentationClassSchema, type AiResult } from '@firstread/contract';
import fc from 'fast-check';
import { inCanaryScope } from '../domain/canary.js';
import { mayStep, stepsFrom } from '../domain/life-cycle.js';
import { presented } from '../domain/presentation.js';

const finding = {
  concept: { scheme: 'SCT', value: '1', meaning: 'x' },
  label: 'Suspected',
  flagged: true,
  critical: true,
  score: 0.9,
  operatingPoint: 0.5,
  quantity: { value: 3, unit: 'mL' },
  keyImage: '1.2.3',
  boxes: [{ sopInstanceUid: '1.2.3', left: 1, top: 2, right: 3, bottom: 4, score: 0.9 }],
};
const resultOf = (presentationClass: AiResult['presentationClass']): AiResult =>
  ({ presentationClass, withheld: null, findings: [finding], objects: [] }) as unknown as AiResult;

describe('what is presented', () => {
  const TRIAGE = ['hidden', 'notifyOnly', 'notifyWithUnmarkedPreview'];

  it.each(presentationClassSchema.options)(
    '%s never hides a flag that it names, nor adds one',
    (presentation) => {
      for (const firstRead of [false, true]) {
        const shown = presented(resultOf(presentation), firstRead);
        if (presentation === 'hidden') expect(shown).toBeUndefined();
        else
          expect(shown?.findings).toEqual([expect.objectContaining({ flagged: true, label: 'Suspected' })]);
      }
    },
  );

  it('of a triage class has no mark and no score, read or not', () => {
    for (const presentation of presentationClassSchema.options.filter((one) => TRIAGE.includes(one)))
      for (const firstRead of [false, true]) {
        const [shown] = presented(resultOf(presentation), firstRead)?.findings ?? [];
        if (shown)
          expect(shown).toMatchObject({ score: null, quantity: null, boxes: [], operatingPoint: null });
      }
  });

  it('after the first reading is never less than before', () => {
    for (const presentation of presentationClassSchema.options) {
      const [before, after] = [false, true].map((firstRead) => presented(resultOf(presentation), firstRead));
      for (const member of ['score', 'keyImage', 'quantity'] as const)
        if (before?.findings[0]?.[member] !== null && before)
          expect(after?.findings[0]?.[member]).toEqual(before.findings[0]?.[member]);
    }
  });
});

describe('the life cycle', () => {
  it('leads to readers by every stage before, and out of it from wherever it runs', () => {
    const way = ['submitted', 'verified', 'validated', 'shadow', 'canary', 'live'] as const;
    for (const [at, stage] of way.entries())
      for (const [to, target] of way.entries()) if (to > at + 1) expect(mayStep(stage, target)).toBe(false);
    for (const stage of ['shadow', 'canary', 'live'] as const) {
      expect(mayStep(stage, 'paused')).toBe(true);
      expect(mayStep(stage, 'retired')).toBe(true);
    }
    expect(stepsFrom('retired')).toEqual([]);
  });

  it('never stays where it is', () => {
    for (const stage of modelStageSchema.options) expect(mayStep(stage, stage)).toBe(false);
  });
});

describe('a canary', () => {
  const study = { studyUid: '1.2', institution: 'Clinic', modalities: ['CT', 'SR'], localTime: '22:30' };

  it.each([
    [{}, true],
    [{ institutions: ['Clinic'] }, true],
    [{ institutions: ['Hospital'] }, false],
    [{ modalities: ['CT'] }, true],
    [{ modalities: ['DX'] }, false],
    [{ shift: { from: '20:00', until: '06:00' } }, true],
    [{ shift: { from: '06:00', until: '20:00' } }, false],
    [{ shift: { from: '22:30', until: '23:00' }, modalities: ['CT'] }, true],
    [{ share: 0 }, false],
    [{ share: 1 }, true],
  ])('with the scope %j: %s', (scope, shown) => {
    expect(inCanaryScope(scope, study)).toBe(shown);
  });

  it('takes about its share, and a larger share takes all that a smaller one takes', () => {
    const uids = Array.from({ length: 4000 }, (_, n) => `1.2.826.0.1.3680043.${n * 7919}`);
    const taken = (share: number) =>
      uids.filter((studyUid) => inCanaryScope({ share }, { ...study, studyUid }));
    expect(taken(0.25).length / uids.length).toBeCloseTo(0.25, 1);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...uids), (share, studyUid) => {
        const at = (one: number) => inCanaryScope({ share: one }, { ...study, studyUid });
        if (at(share)) expect(at(Math.min(1, share + 0.1))).toBe(true);
      }),
    );
  });
});
