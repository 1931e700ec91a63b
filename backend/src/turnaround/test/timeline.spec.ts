import fc from 'fast-check';
import type { ClinicalEventKind, StageId } from '@firstread/contract';
import { timelineOf, type Interval } from '../domain/timeline.js';
import { KINDS, type ClinicalEvent } from '../domain/vocabulary.js';
import { clinicalEvent } from './events.js';

const T0 = Date.UTC(2026, 2, 2, 8);
const at = (minutes: number) => new Date(T0 + minutes * 60_000);
const event = (kind: ClinicalEventKind, minutes: number, more: Partial<ClinicalEvent> = {}) =>
  clinicalEvent(kind, at(minutes), more);

function interval(events: ClinicalEvent[], stage: StageId): Interval | undefined {
  return timelineOf(events).intervals.find((one) => one.stage === stage);
}

const minutesOf = ({ start, end }: Interval) =>
  end && (end.happenedAt.getTime() - start.happenedAt.getTime()) / 60_000;

describe('The timeline of a study', () => {
  it('measures each stage from its start event to its end event', () => {
    const events = [
      event('orderPlaced', 0),
      event('examCompleted', 60),
      event('readyToRead', 65),
      event('firstOpened', 95),
      event('preliminary', 105),
      event('final', 200),
    ];
    const { intervals } = timelineOf(events);
    expect(Object.fromEntries(intervals.map((one) => [one.stage, minutesOf(one)]))).toEqual({
      orderToExam: 60,
      orderToArrival: null,
      transmission: 5,
      wait: 30,
      read: 10,
      reportTurnaround: 45,
      finalTurnaround: 140,
      orderToFinal: 200,
      preliminaryToFinal: 95,
    });
    expect(intervals.some(({ fallback, excluded }) => fallback || excluded)).toBe(false);
  });

  it('says where a substitute event was used', () => {
    const wait = interval([event('examCompleted', 0), event('reportStarted', 12)], 'wait');
    expect(wait).toMatchObject({
      fallback: true,
      start: { kind: 'examCompleted' },
      end: { kind: 'reportStarted' },
    });
  });

  it('keeps an unread study open, and lets one go that nobody will read', () => {
    expect(interval([event('readyToRead', 0)], 'wait')).toMatchObject({ end: null, excluded: null });
    for (const over of ['markedRead', 'cancelled', 'deleted'] as const)
      expect(interval([event('readyToRead', 0), event(over, 9)], 'wait')?.excluded).toBe(over);
    expect(
      interval([event('readyToRead', 0), event('firstOpened', 4), event('deleted', 9)], 'wait')?.excluded,
    ).toBeNull();
  });

  it('measures each run, alert and critical result by itself', () => {
    const ofRun = (run: string, kind: ClinicalEventKind, minutes: number, state?: string) =>
      event(kind, minutes, { detail: { run, ...(state ? { state } : {}) } });
    const { intervals, facets } = timelineOf([
      event('readyToRead', 0),
      ofRun('a', 'aiPlanned', 0),
      ofRun('b', 'aiPlanned', 0),
      ofRun('a', 'aiResult', 3, 'notFlagged'),
      ofRun('b', 'aiDispatched', 2),
    ]);
    const latency = intervals.filter(({ stage }) => stage === 'aiLatency');
    expect(latency.map((one) => [one.subject, minutesOf(one)])).toEqual([
      ['a', 3],
      ['b', null],
    ]);
    expect(facets.aiState).toBe('pending');
  });

  it('names clock nonsense and takes it out', () => {
    const wrong = (minutes: number, more: Partial<ClinicalEvent>) => event('examCompleted', minutes, more);
    const ready = event('readyToRead', 10);
    expect(interval([wrong(20, {}), ready], 'transmission')?.excluded).toBe('negative');
    expect(interval([wrong(5, { recordedAt: at(-1) }), ready], 'transmission')?.excluded).toBe('future');
    const old = interval(
      [wrong(0, { happenedAt: new Date('1980-01-01'), recordedAt: at(6) }), ready],
      'transmission',
    );
    expect(old).toMatchObject({ excluded: 'before1990', placedAt: at(6) });
    expect(interval([wrong(5, {}), event('arrived', 7), ready], 'transmission')?.excluded).toBe(
      'contradictsOrder',
    );
  });

  it('goes by the correction, by the later of two, and by none that says it never happened', () => {
    const opened = event('firstOpened', 5);
    const first = event('firstOpened', 20, { corrects: opened.id, recordedAt: at(30) });
    const second = event('firstOpened', 25, { corrects: opened.id, recordedAt: at(31) });
    const ready = event('readyToRead', 0);
    const wait = (...more: ClinicalEvent[]) => interval([ready, opened, ...more], 'wait');
    expect(wait()?.end?.happenedAt).toEqual(at(5));
    expect(wait(first)?.end?.happenedAt).toEqual(at(20));
    expect(wait(second, first)?.end?.happenedAt).toEqual(at(25));
    expect(wait(event('firstOpened', 5, { corrects: opened.id, detail: { void: true } }))?.end).toBeNull();
  });

  it('is the same in whichever order, and how often, its events came', () => {
    const events = fc.array(
      fc.record({
        kind: fc.constantFrom(...KINDS),
        minutes: fc.integer({ min: -10, max: 500 }),
        late: fc.integer({ min: -20, max: 60 }),
        run: fc.constantFrom('a', 'b'),
        corrects: fc.option(fc.nat(30)),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (specs, keys) => {
        const all: ClinicalEvent[] = [];
        for (const { kind, minutes, late, run, corrects } of specs) {
          const corrected = corrects === null ? undefined : all[corrects];
          all.push(
            event(corrected?.kind ?? kind, minutes, {
              recordedAt: at(minutes + late),
              corrects: corrected?.id ?? null,
              detail: kind.startsWith('ai') ? { run, state: 'flagged' } : { modality: run },
            }),
          );
        }
        const twice = [...all, ...all.slice(0, 3)];
        const places = [...keys.take(twice.length)];
        const shuffled = twice
          .map((one, index) => ({ one, place: places[index] as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        expect(timelineOf(shuffled)).toEqual(timelineOf(all));
      }),
      { numRuns: 200 },
    );
  });
});
