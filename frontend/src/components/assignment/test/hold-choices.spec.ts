import { holdWindow } from '@firstread/contract';
import { holdChoices } from '../hold-choices';

const NOW = Date.parse('2026-11-24T10:07:40.000Z');
const dueIn = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const of = (minutes: number) => holdChoices(dueIn(minutes), NOW).map((choice) => choice.minutes);

describe('the ends of a hold to choose from', () => {
  it('are full minutes', () => {
    expect(holdChoices(dueIn(500), NOW).map(({ until }) => until.slice(11, 19))).toEqual([
      '10:22:00',
      '10:37:00',
      '11:07:00',
      '12:07:00',
    ]);
  });

  it.each([
    ['far from due', 500, [15, 30, 60, 120]],
    ['due in 90 min', 90, [15, 30, 60, null]],
    ['due in 10 min', 10, [null]],
    ['due in an hour to the minute', 60, [15, 30, 60]],
    ['due in 4 min', 4, []],
    ['overdue', -20, [15, 30]],
  ])('end by its due time: %s', (_name, minutes, choices) => {
    expect(of(minutes)).toEqual(choices);
  });

  it('are such as the server takes', () => {
    for (let minutes = -300; minutes < 300; minutes += 7) {
      const window = holdWindow(new Date(dueIn(minutes)), new Date(NOW));
      for (const { until } of holdChoices(dueIn(minutes), NOW)) {
        expect(Date.parse(until)).toBeGreaterThanOrEqual(window?.earliest.getTime() ?? Infinity);
        expect(Date.parse(until)).toBeLessThanOrEqual(window?.latest.getTime() ?? 0);
      }
    }
  });
});
