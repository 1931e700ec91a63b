import fc from 'fast-check';
import {
  mayBeIdentifiedAt,
  step,
  timeOf,
  UNDO_MS,
  type Loop,
  type Receipt,
  type Step,
} from '../domain/loop.js';

const SEEN = new Date('2026-01-05T08:00:00.000Z');
const at = (seconds: number): Date => new Date(SEEN.getTime() + seconds * 1000);
const open: Loop = {
  state: 'open',
  identifiedAt: SEEN,
  markedAt: at(60),
  markedById: 'reader',
  receipt: null,
};
const receipt: Receipt = {
  receiver: 'Ward physician',
  receiverRole: null,
  communicatedBy: 'Reader',
  communicatedAt: at(300),
  how: 'phone',
  readBack: true,
  note: null,
};

const times = fc.integer({ min: -120, max: 400 }).map(at);
const names = fc.constantFrom('', ' x ', 'Ward physician', 'Reader', 'Shift lead', 'Head nurse');
const anyReceipt: fc.Arbitrary<Receipt> = fc.record({
  receiver: names,
  receiverRole: fc.constant(null),
  communicatedBy: names,
  communicatedAt: times,
  how: fc.constantFrom('phone', 'inPerson', 'video', 'secureMessage', 'other'),
  readBack: fc.boolean(),
  note: fc.constant(null),
});
const reason = fc.constantFrom(null, 'Because');
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('attempt' as const), at: times }),
  fc.record({ kind: fc.constant('acknowledge' as const), receipt: anyReceipt }),
  fc.record({ kind: fc.constant('close' as const), readBack: fc.boolean(), note: reason }),
  fc.record({ kind: fc.constant('withdraw' as const), by: fc.constantFrom('reader', 'other'), reason }),
  fc.constant<Step>({ kind: 'assign' }),
);
/** Steps at rising times from the marking on. */
const history = fc.array(fc.tuple(anyStep, fc.integer({ min: 0, max: 120 })), { maxLength: 12 });

/** The loop after every step that was taken. */
function played(steps: readonly (readonly [Step, number])[]): Loop[] {
  const loops = [open];
  let seconds = 60;
  for (const [action, wait] of steps) {
    seconds += wait;
    const outcome = step(loops.at(-1) as Loop, action, at(seconds));
    if ('loop' in outcome) loops.push(outcome.loop);
  }
  return loops;
}

describe('whatever is done with a critical result', () => {
  it('it is never closed without a named receiver, a name who told them, and a time after the finding', () => {
    let closed = 0;
    fc.assert(
      fc.property(history, (steps) => {
        for (const { state, receipt: kept } of played(steps)) {
          const received = state === 'acknowledged' || state === 'closed';
          expect(kept !== null).toBe(received);
          if (!kept) continue;
          closed += Number(state === 'closed');
          expect(kept.receiver.trim().length).toBeGreaterThan(1);
          expect(kept.communicatedBy.trim().length).toBeGreaterThan(1);
          expect(kept.communicatedAt.getTime()).toBeGreaterThanOrEqual(SEEN.getTime());
        }
      }),
      { numRuns: 2000 },
    );
    // Otherwise nothing was looked at.
    expect(closed).toBeGreaterThan(50);
  });

  it('what is closed or withdrawn stays so, and a receipt keeps its facts', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const loops = played(steps);
        loops.slice(1).forEach((loop, n) => {
          const before = loops[n] as Loop;
          expect(['closed', 'withdrawn']).not.toContain(before.state);
          if (before.receipt)
            expect({ ...loop.receipt, readBack: null }).toEqual({ ...before.receipt, readBack: null });
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('a withdrawal without a reason is of whoever marked it, within ten seconds, and of nothing received', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Loop>(open, { ...open, state: 'acknowledged', receipt }),
        fc.constantFrom('reader', 'other'),
        fc.integer({ min: 0, max: 2 * UNDO_MS }),
        (loop, by, ms) => {
          const now = new Date(loop.markedAt.getTime() + ms);
          const outcome = step(loop, { kind: 'withdraw', by, reason: null }, now);
          const may = loop.state === 'open' && by === 'reader' && ms <= UNDO_MS;
          expect('loop' in outcome).toBe(may);
        },
      ),
    );
  });
});

describe('a step', () => {
  const refusal = (loop: Loop, action: Step): string | undefined => {
    const outcome = step(loop, action, at(600));
    return 'refused' in outcome ? outcome.refused : undefined;
  };
  const acknowledged: Loop = { ...open, state: 'acknowledged', receipt: { ...receipt, readBack: false } };
  const closing = (readBack: boolean, note: string | null): Step => ({ kind: 'close', readBack, note });

  it('says why it is refused', () => {
    expect(refusal(open, closing(true, null))).toBe('notReceived');
    expect(refusal(acknowledged, closing(false, null))).toBe('reasonMissing');
    expect(refusal(acknowledged, { kind: 'acknowledge', receipt })).toBe('received');
    expect(refusal(acknowledged, { kind: 'withdraw', by: 'reader', reason: 'Mistake' })).toBe('received');
    expect(refusal({ ...acknowledged, state: 'closed' }, { kind: 'assign' })).toBe('closed');
    expect(refusal({ ...open, state: 'withdrawn' }, { kind: 'attempt', at: at(300) })).toBe('withdrawn');
    expect(refusal(open, { kind: 'acknowledge', receipt: { ...receipt, receiver: ' ' } })).toBe(
      'receiverMissing',
    );
    expect(refusal(open, { kind: 'attempt', at: at(-1) })).toBe('beforeFinding');
    expect(refusal(open, { kind: 'attempt', at: at(661) })).toBe('inFuture');
    expect(refusal(open, { kind: 'attempt', at: at(659) })).toBeUndefined();
  });

  it('closes what was received, by read-back or with a word why there is none', () => {
    expect(step(acknowledged, closing(true, null), at(600))).toMatchObject({
      loop: { state: 'closed', receipt: { readBack: true } },
    });
    expect(step(acknowledged, closing(false, 'Taken to surgery'), at(600))).toMatchObject({
      loop: { state: 'closed', receipt: { readBack: false } },
    });
  });
});

describe('a time', () => {
  it('that is typed in minutes is not before a finding of that minute, and any other is as it is', () => {
    const seen = { identifiedAt: at(42.5) };
    expect(timeOf(seen, at(0))).toEqual(at(42.5));
    for (const other of [at(-1), at(43), at(42.5)]) expect(timeOf(seen, other)).toEqual(other);
  });

  it('of a finding may be ahead by what clocks differ, and no more', () => {
    expect([mayBeIdentifiedAt(at(60), SEEN), mayBeIdentifiedAt(at(61), SEEN)]).toEqual([true, false]);
  });
});
