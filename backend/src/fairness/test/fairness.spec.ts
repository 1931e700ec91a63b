import { FEWEST_FOR_A_SHARE } from '@firstread/contract';
import { actsOf } from '../domain/acts.js';
import { choicesOf, median, quantile, type Choice } from '../domain/choices.js';
import { ListReplay, type LogEntry } from '../domain/list-replay.js';
import { spreadOf, workOf, type Period } from '../domain/reader-work.js';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 3, 8, minute));

let act = 0;
function entry(
  minute: number,
  kind: LogEntry['kind'],
  studyUid: string,
  more: Partial<LogEntry> = {},
): LogEntry {
  const [recordedAt, happenedAt] = [at(minute), at(minute)];
  act += 1;
  return {
    studyUid,
    kind,
    recordedAt,
    happenedAt,
    readerId: null,
    detail: {},
    takesBack: false,
    act: `${act}`,
    ...more,
  };
}

const ready = (minute: number, uid: string, due: number, more: LogEntry['detail'] = {}) =>
  entry(minute, 'readyToRead', uid, {
    detail: {
      to: 3,
      orderClass: 'routine',
      reasons: ['order'],
      rankAt: at(due).toISOString(),
      dueAt: at(due).toISOString(),
      ...more,
    },
  });

function listAt(minute: number, entries: LogEntry[]): string[] {
  const replay = new ListReplay();
  for (const one of entries) if (one.recordedAt <= at(minute)) replay.apply(one);
  return replay.at(at(minute)).map(({ studyUid, band }) => `${studyUid}${band}`);
}

describe('the list from its log', () => {
  const log = [
    ready(0, 'a', 30),
    ready(1, 'b', 20),
    ready(2, 'c', 2, { to: 0 }),
    entry(5, 'markedRead', 'c'),
    entry(6, 'markedRead', 'c', { takesBack: true }),
    entry(7, 'priorityChanged', 'a', {
      detail: { to: 2, rankAt: at(25).toISOString(), dueAt: at(25).toISOString() },
    }),
    entry(8, 'deleted', 'b'),
  ];

  it('is in reading order at each moment, with what is overdue raised', () => {
    expect(listAt(0, log)).toEqual(['a3']);
    expect(listAt(2, log)).toEqual(['c0', 'b3', 'a3']);
    expect(listAt(5, log)).toEqual(['b3', 'a3']);
    expect(listAt(7, log)).toEqual(['c0', 'a2', 'b3']);
    expect(listAt(25, log)).toEqual(['c0', 'a1']);
  });

  it('is by age where the log did not hold the place yet', () => {
    const old = (minute: number, uid: string) => entry(minute, 'readyToRead', uid, { detail: { to: 3 } });
    expect(listAt(9, [old(3, 'x'), old(1, 'y')])).toEqual(['y3', 'x3']);
  });
});

describe('choices', () => {
  const log = [
    ready(0, 'heavy', 20),
    ready(0, 'light', 30),
    ready(0, 'barred', 10),
    entry(5, 'claimed', 'light', { readerId: 'r', detail: { how: 'chosen' } }),
    entry(6, 'claimed', 'heavy', { readerId: 'r', detail: { how: 'next' } }),
  ];
  const rvuOf = (uid: string) => (uid === 'light' ? 1 : 4);
  const couldTake = (_: string, { studyUid }: { studyUid: string }) => studyUid !== 'barred';

  it('are placed among what the reader could have taken; "next" is none', () => {
    expect(choicesOf(log, at(0), { rvuOf, couldTake })).toEqual([
      { studyUid: 'light', readerId: 'r', at: at(5), place: 2, of: 2, rvu: 1, medianPassedRvu: 4 },
    ]);
    expect(choicesOf(log, at(6), { rvuOf, couldTake })).toEqual([]);
  });

  it('are compared with medians and quartiles', () => {
    expect([median([]), median([3, 1]), quantile([1, 2, 3, 4, 5], 0.25)]).toEqual([null, 2, 2]);
  });
});

describe('acts', () => {
  it('leave out what was taken back and what came with another act', () => {
    const acts = actsOf([
      entry(0, 'claimed', 'a', { readerId: 'r', detail: { how: 'next' } }),
      entry(1, 'skipped', 'a', { readerId: 'r', detail: { reason: 'needsPriors' }, act: 'skip' }),
      entry(1, 'released', 'a', { readerId: 'r', act: 'skip' }),
      entry(2, 'skipped', 'a', { readerId: 'r', takesBack: true }),
      entry(3, 'claimed', 'a', { readerId: 'r', detail: { how: 'returned' } }),
      entry(4, 'reassigned', 'a', { readerId: 'r', detail: { reader: 's' } }),
      entry(5, 'released', 'a', { readerId: 's', detail: { how: 'expired' } }),
    ]);
    expect(acts.map(({ kind, readerId, way }) => [kind, readerId, way])).toEqual([
      ['assigned', 'r', 'next'],
      ['assigned', 's', 'handedOver'],
      ['expired', 's', null],
    ]);
  });
});

describe('the work of a reader', () => {
  const choice = (index: number, more: Partial<Choice> = {}): Choice => ({
    studyUid: `${index}`,
    readerId: 'r',
    at: at(index),
    place: 3,
    of: 3,
    rvu: 1,
    medianPassedRvu: 2,
    ...more,
  });
  const period = (choices: Choice[]): Period => ({ acts: [], choices, readings: [], rvuOf: () => 1 });
  const many = (more: Partial<Choice> = {}) =>
    Array.from({ length: FEWEST_FOR_A_SHARE }, (_, index) => choice(index, more));

  it('has 1 for always the lightest and last, 0 for always in order or heavier', () => {
    expect(workOf('r', null, period(many()))).toMatchObject({
      outOfOrder: { n: 30, value: 1, refused: null },
      position: { value: 1, interval95: [1, 1] },
      cherryPick: { n: 30, value: 1 },
    });
    expect(workOf('r', null, period(many({ rvu: 5 }))).cherryPick.value).toBe(0);
    expect(workOf('r', null, period(many({ place: 1, medianPassedRvu: null })))).toMatchObject({
      outOfOrder: { value: 0 },
      position: { value: 0 },
      cherryPick: { n: 0, value: null, refused: 'tooFew' },
    });
  });

  it('refuses a share of fewer than thirty', () => {
    const { cherryPick, position } = workOf('r', null, period(many().slice(1)));
    expect([cherryPick, position]).toEqual(
      Array(2).fill({ n: 29, value: null, interval95: null, refused: 'tooFew' }),
    );
  });

  it('is spread over five readers or more, else nothing is told', () => {
    const five = [1, 2, 3, 4, 5].map((rvuRead) => ({ ...workOf('r', null, period([])), rvuRead }));
    expect(spreadOf(five).rvuRead).toEqual({ readers: 5, q1: 2, median: 3, q3: 4 });
    expect(spreadOf(five.slice(1)).rvuRead).toBeNull();
  });
});
