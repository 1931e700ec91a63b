import type { ReaderGrade, SignedStage } from '@firstread/contract';
import fc from 'fast-check';
import {
  additionRefusal,
  afterSigning,
  signableBy,
  signingRefusal,
  takeOverRefusal,
  withAuthor,
  writingRefusal,
  type ReportState,
  type Writer,
} from '../domain/report-state.js';

const writers: readonly Writer[] = [
  { id: 'r1', grade: 'resident' },
  { id: 'r2', grade: 'resident' },
  { id: 'a1', grade: 'attending' },
  { id: 'a2', grade: 'attending' },
];
const [resident, , attending, other] = writers as [Writer, Writer, Writer, Writer];

interface Signed {
  stage: SignedStage;
  grade: ReaderGrade;
  text: string;
}

/** A report as the rooms around the state machine keep it. */
interface Kept {
  state: ReportState;
  text: string;
  versions: readonly Signed[];
}

const beginBy = (who: Writer): ReportState => ({
  stage: 'draft',
  drafting: true,
  authorId: who.id,
  authorGrade: who.grade,
  signed: 0,
});

type Step =
  | { do: 'write'; text: string; who: Writer }
  | { do: 'takeOver' | 'add'; who: Writer }
  | { do: SignedStage; who: Writer };

function after(kept: Kept, step: Step): Kept {
  const { state, text, versions } = kept;
  const { who } = step;
  if (step.do === 'write') return writingRefusal(state, who) ? kept : { ...kept, text: step.text };
  if (step.do === 'takeOver')
    return takeOverRefusal(state, who) ? kept : { ...kept, state: withAuthor(state, who) };
  if (step.do === 'add')
    return additionRefusal(state, who) ? kept : { ...kept, text: '', state: withAuthor(state, who) };
  if (signingRefusal(state, step.do, who)) return kept;
  return {
    ...kept,
    state: afterSigning(state, step.do),
    versions: [...versions, { stage: step.do, grade: who.grade, text }],
  };
}

const who = fc.constantFrom(...writers);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('write' as const), text: fc.string(), who }),
  fc.record({ do: fc.constantFrom('takeOver', 'add', 'preliminary', 'final', 'addendum' as const), who }),
);

describe('a report, whatever is tried', () => {
  it('keeps what was signed, has one final version at most, and only addenda behind it', () => {
    fc.assert(
      fc.property(who, fc.array(step, { maxLength: 40 }), (first, steps) => {
        let kept: Kept = { state: beginBy(first), text: '', versions: [] };
        for (const one of steps) {
          const next = after(kept, one);
          expect(next.versions.slice(0, kept.versions.length)).toEqual(kept.versions);
          kept = next;
          const stages = kept.versions.map(({ stage }) => stage);
          const final = stages.indexOf('final');
          expect(stages.filter((stage) => stage === 'final').length).toBeLessThanOrEqual(1);
          if (final >= 0)
            expect(new Set(stages.slice(final + 1))).toEqual(new Set(stages[final + 1] ? ['addendum'] : []));
          else expect(stages).not.toContain('addendum');
          expect(kept.state.signed).toBe(stages.length);
          expect(kept.state.stage === 'final').toBe(final >= 0);
        }
      }),
    );
  });

  it('is made final and added to by attendings alone', () => {
    fc.assert(
      fc.property(who, fc.array(step, { maxLength: 40 }), (first, steps) => {
        const kept = steps.reduce(after, { state: beginBy(first), text: '', versions: [] } as Kept);
        for (const { stage, grade } of kept.versions)
          if (stage !== 'preliminary') expect(grade).toBe('attending');
      }),
    );
  });
});

describe('who may do what', () => {
  const draft = beginBy(resident);
  const preliminary = afterSigning(draft, 'preliminary');
  const final = afterSigning(preliminary, 'final');

  it('lets a resident sign as preliminary and an attending make that final', () => {
    expect(signableBy(draft, resident)).toEqual(['preliminary']);
    expect(signableBy(draft, attending)).toEqual([]);
    expect(signableBy(preliminary, attending)).toEqual(['preliminary', 'final']);
    expect(signingRefusal(draft, 'final', resident)).toBe('needsAttending');
    expect(signableBy(beginBy(attending), attending)).toEqual(['preliminary', 'final']);
  });

  it('leaves a draft to its author until somebody takes it over', () => {
    expect(writingRefusal(draft, attending)).toBe('otherAuthor');
    expect(takeOverRefusal(draft, attending)).toBeNull();
    expect(writingRefusal(withAuthor(draft, attending), resident)).toBe('otherAuthor');
    expect(takeOverRefusal(withAuthor(draft, attending), resident)).toBe('needsAttending');
  });

  it('adds to a final report one addendum at a time', () => {
    expect(writingRefusal(final, attending)).toBe('final');
    expect(additionRefusal(final, resident)).toBe('needsAttending');
    expect(additionRefusal(draft, attending)).toBe('notFinal');
    const adding = withAuthor(final, attending);
    expect(additionRefusal(adding, other)).toBe('otherAuthor');
    expect(signableBy(adding, attending)).toEqual(['addendum']);
    expect(signableBy(adding, other)).toEqual([]);
  });
});
