import { ASSESSMENT_REASONS, assessmentKindSchema, giveAssessmentSchema } from '@firstread/contract';
import { isFitting, presenceOf } from './assessment.js';

const kinds = assessmentKindSchema.options;

describe('what is said of a finding', () => {
  it('of a flag never is that it was missed, and of what was not flagged never that it is otherwise', () => {
    expect(kinds.filter((kind) => isFitting(kind, true))).toEqual([
      'agree',
      'disagree',
      'modify',
      'cannotJudge',
    ]);
    expect(kinds.filter((kind) => isFitting(kind, false))).toEqual(['agree', 'cannotJudge', 'missed']);
  });

  it('counts for the model where it is there with a flag, or not there without one', () => {
    const truths = (flagged: boolean): string[] =>
      kinds.filter((kind) => isFitting(kind, flagged)).map((kind) => presenceOf(kind, flagged));
    expect(truths(true)).toEqual(['present', 'absent', 'present', 'uncertain']);
    expect(truths(false)).toEqual(['absent', 'uncertain', 'present']);
  });
});

describe('an assessment', () => {
  const seen = { state: 'flagged', overlay: true } as const;
  const accepts = (given: object): boolean =>
    giveAssessmentSchema.safeParse({ finding: 'Suspected', seen, ...given }).success;

  it.each(kinds)('"%s" takes its own reasons and no other', (kind) => {
    const correction = kind === 'modify' ? 'Left, not right' : null;
    const own: readonly string[] = ASSESSMENT_REASONS[kind];
    for (const reason of new Set(Object.values(ASSESSMENT_REASONS).flat()))
      expect(accepts({ kind, reason, correction, note: 'Why' })).toBe(own.includes(reason));
    expect(accepts({ kind, correction })).toBe(kind === 'agree');
  });

  it('says how it is instead exactly where it modifies, and why where no reason fits', () => {
    expect(accepts({ kind: 'modify', reason: 'place' })).toBe(false);
    expect(accepts({ kind: 'agree', correction: 'Left' })).toBe(false);
    expect(accepts({ kind: 'disagree', reason: 'other' })).toBe(false);
    expect(accepts({ kind: 'disagree', reason: 'other', note: '  ' })).toBe(false);
    expect(accepts({ kind: 'disagree', reason: 'other', note: 'A line' })).toBe(true);
  });
});
