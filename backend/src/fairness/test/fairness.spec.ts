import { FEWEST_FOR_A_SHARE } from '@firstread/contract';
import { actsOf } from '../domain/acts.js';
import { choicesOf, median, quantile, type Choice } from '../domain/choices.js';
import { ListReplay, type LogEntry } from '../domain/list-replay.js';
import { daysOfPage, readerDayOf, type Done, type ReaderDay } from '../domain/reader-day.js';
import { spreadOf, workOf } from '../domain/reader-work.js';

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
    id: `${act}`,
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
  const [byHand, byNext] = [
    entry(5, 'claimed', 'light', { readerId: 'r', detail: { how: 'chosen' } }),
    entry(6, 'claimed', 'gone', { readerId: 'r', detail: { how: 'chosen' } }),
  ];
  const log = [ready(0, 'heavy', 20), ready(0, 'light', 30), ready(0, 'barred', 10), byHand, byNext];
  const rvuOf = (uid: string) => (uid === 'light' ? 1 : 4);
  const couldTake = (_: string, { studyUid }: { studyUid: string }) => studyUid !== 'barred';

  it('are placed among what the reader could have taken; one that is on no list has no place', () => {
    expect(choicesOf(log, new Set([byHand.id, byNext.id]), { rvuOf, couldTake })).toEqual(
      new Map([[byHand.id, { place: 2, of: 2, rvu: 1, medianPassedRvu: 4 }]]),
    );
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

const nothing: Done = {
  acts: [],
  choices: [],
  readings: [],
  rvuOf: () => 1,
  hourOf: (one) => Math.floor(one.getTime() / 3_600_000),
};

describe('the day of a reader', () => {
  it('has each study once, and no row where nothing was done', () => {
    const acts = actsOf([
      entry(0, 'claimed', 'a', { readerId: 'r', detail: { how: 'chosen' } }),
      entry(1, 'released', 'a', { readerId: 'r' }),
      entry(2, 'claimed', 'a', { readerId: 'r', detail: { how: 'next' } }),
      entry(70, 'skipped', 'b', { readerId: 'r', detail: { reason: 'poorQuality' } }),
      entry(71, 'skipped', 'b', { readerId: 'r' }),
    ]);
    expect(readerDayOf({ ...nothing, acts })).toMatchObject({
      cameChosen: 1,
      cameNext: 0,
      rvuAssigned: 1,
      activeHours: 2,
      skips: { poorQuality: 1, other: 1 },
      studiesSkipped: 1,
      studiesOffered: 2,
      studiesReleased: 1,
    });
    expect(readerDayOf(nothing)).toBeNull();
  });

  it('is found for a page of its acts', () => {
    const days = [
      { day: '2026-03-05', acts: 3 },
      { day: '2026-03-03', acts: 2 },
      { day: '2026-03-01', acts: 9 },
    ];
    expect(daysOfPage(days, 0, 3)).toEqual({ from: '2026-03-05', to: '2026-03-05', skip: 0 });
    expect(daysOfPage(days, 1, 3)).toEqual({ from: '2026-03-03', to: '2026-03-05', skip: 1 });
    expect(daysOfPage(days, 5, 3)).toEqual({ from: '2026-03-01', to: '2026-03-01', skip: 0 });
    expect(daysOfPage(days, 14, 3)).toBeUndefined();
  });
});

describe('the work of a reader', () => {
  const many = (more: Partial<Choice> = {}): Choice[] =>
    Array.from({ length: FEWEST_FOR_A_SHARE }, () => ({
      place: 3,
      of: 3,
      rvu: 1,
      medianPassedRvu: 2,
      ...more,
    }));
  const who = { readerId: 'r', name: null };
  const work = (choices: Choice[]) => workOf(who, readerDayOf({ ...nothing, choices }) as ReaderDay, 0);

  it('has 1 for always the lightest and last, 0 for always in order or heavier', () => {
    expect(work(many())).toMatchObject({
      outOfOrder: { n: 30, value: 1, refused: null },
      position: { value: 1, interval95: [1, 1] },
      cherryPick: { n: 30, value: 1 },
    });
    expect(work(many({ rvu: 5 })).cherryPick.value).toBe(0);
    expect(work(many({ place: 1, medianPassedRvu: null }))).toMatchObject({
      outOfOrder: { value: 0 },
      position: { value: 0 },
      cherryPick: { n: 0, value: null, refused: 'tooFew' },
    });
  });

  it('refuses a share of fewer than thirty', () => {
    const { cherryPick, position } = work(many().slice(1));
    expect([cherryPick, position]).toEqual(
      Array(2).fill({ n: 29, value: null, interval95: null, refused: 'tooFew' }),
    );
  });

  it('is spread over five readers or more, else nothing is told', () => {
    const five = [1, 2, 3, 4, 5].map((rvuRead) => ({ ...work(many()), rvuRead }));
    expect(spreadOf(five).rvuRead).toEqual({ readers: 5, q1: 2, median: 3, q3: 4 });
    expect(spreadOf(five.slice(1)).rvuRead).toBeNull();
  });
});
