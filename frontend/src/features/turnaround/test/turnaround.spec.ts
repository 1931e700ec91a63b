import type { SurvivalCurve, TurnaroundChange, TurnaroundGroup } from '@firstread/contract';
import { init } from '@/components/chart/echarts';
import { timeChartOption } from '@/components/chart/time-chart-option';
import { changeWords, marksOf } from '../model/changes';
import { addressOf, askedOf, placeIn, selectionQuery, studiesAddress } from '../model/place';
import { ribbonOf, targetLineOf } from '../model/ribbon';
import { figureAddress, studiesQuery, studiesQueryIn, withState } from '../model/studies';
import { axisOf, curveNear, shareAfter, survivalOption } from '../model/survival';
import { targetOfGroup, targetsOf, targetWords } from '../model/target';
import { durationText, excludedWords, inOrder, pointWords, shareText, shortDuration } from '../model/words';

function drawn(option: Record<string, unknown>): string {
  const one = init(null, undefined, { renderer: 'svg', ssr: true, width: 500, height: 240 });
  one.setOption(option);
  const svg = one.renderToSVGString();
  one.dispose();
  return svg;
}

const token = (name: string) => `var-${name}`;

describe('the address of the page', () => {
  it('holds all that is shown, and reads back the same', () => {
    const place = placeIn('stage=read&days=90&site=&modality=CT&groupBy=load&heat=n');
    expect(place).toMatchObject({
      stage: 'read',
      period: { days: 90 },
      site: '',
      modality: 'CT',
      groupBy: 'load',
    });
    expect(placeIn(addressOf(place).split('?')[1] ?? '')).toEqual(place);
    const own = placeIn('from=2026-03-01&to=2026-03-31');
    expect(own.period).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(placeIn(addressOf(own).split('?')[1] ?? '')).toEqual(own);
  });

  it('is read as far as it makes sense', () => {
    const place = placeIn('stage=nonsense&days=-3&modality=MR&groupBy=hourOfWeek&orderClass=x');
    expect(place).toEqual({
      stage: 'wait',
      period: { days: 30 },
      modality: 'MR',
      groupBy: 'modality',
      curvesBy: 'aiState',
      heat: 'p90',
    });
    expect(placeIn('from=2026-03-31&to=2026-03-01').period).toEqual({ days: 30 });
  });

  it('leads to the studies of a group and back', () => {
    const asked = askedOf(placeIn('stage=wait&days=7&modality=CT'), '2026-03-03');
    expect([asked.from, asked.to]).toEqual(['2026-02-25', '2026-03-03']);
    expect(selectionQuery(asked, { groupBy: 'day' })).toBe(
      'stage=wait&from=2026-02-25&to=2026-03-03&modality=CT&groupBy=day',
    );
    const address = studiesAddress(asked, { groupBy: 'hourOfWeek', key: '13' });
    const search = address.split('?')[1] ?? '';
    expect(studiesQuery(search)).toBe(selectionQuery(asked, { groupBy: 'hourOfWeek', key: '13' }));
    expect(studiesQueryIn(search)).toMatchObject({ groupBy: 'hourOfWeek', key: '13', modality: 'CT' });
    expect(studiesQueryIn('stage=wait')).toBeNull();
    expect(withState(search, 'open')).toContain('&state=open');
    expect(withState(withState(search, 'open').split('?')[1] ?? '', null)).toBe(address);
    expect(figureAddress(search)).toBe(addressOf(asked.place));
  });
});

describe('words', () => {
  it('are as exact as they need to be', () => {
    expect([null, 0, 0.44, 9.96, 65, 3700].map(durationText)).toEqual([
      '–',
      '0 s',
      '0.4 s',
      '10.0 s',
      '1 min',
      '1 h 01',
    ]);
    expect([5, 65, 3700, 40_000, 200_000].map(shortDuration)).toEqual(['5s', '1m', '1h01', '11h', '2d']);
    expect([null, 0, 0.034, 0.5].map(shareText)).toEqual(['–', '0 %', '3.4 %', '50 %']);
    expect(pointWords({ events: ['preliminary', 'final'], fallbacks: ['reportStarted'] })).toBe(
      'preliminary report or final report (else report begun)',
    );
    expect(excludedWords({ cancelled: 1200, negative: 2 })).toBe(
      '1,200 cancelled, 2 that end before they begin',
    );
  });

  it('order groups as people name them', () => {
    const of = (keys: string[]) => keys.map((key) => ({ key }));
    expect(inOrder('orderClass', of(['routine', 'stat', 'urgent'])).map(({ key }) => key)).toEqual([
      'stat',
      'urgent',
      'routine',
    ]);
    expect(inOrder('modality', of(['MR', 'CT'])).map(({ key }) => key)).toEqual(['MR', 'CT']);
  });
});

const live: TurnaroundChange = {
  kind: 'model',
  at: '2026-03-02T08:00:00.000Z',
  day: '2026-03-02',
  reason: 'Proven',
  modelId: 'm',
  name: 'Spec model',
  version: '1.0.0',
  from: 'canary',
  to: 'live',
};
const rules: TurnaroundChange = {
  kind: 'rules',
  at: '2026-03-03T08:00:00.000Z',
  day: '2026-03-03',
  reason: '',
  version: 4,
};

const day = (key: string, median: number | null): TurnaroundGroup => ({
  key,
  suppressed: median === null,
  n: median === null ? null : 10,
  median,
  p75: median,
  p90: median && median * 2,
  p95: median && median * 3,
  p99: median,
  max: median,
  fallbackShare: 0,
  excluded: {},
  open: 0,
  medianWithOpen: median,
});

describe('the ribbon', () => {
  it('has one mark for each day on which something changed', () => {
    expect(changeWords(live)).toBe('Spec model 1.0.0: Canary to Live');
    expect(marksOf([live, rules]).map(({ name }) => name)).toEqual(['Spec model Live', 'Rules 4']);
    expect(marksOf([live, { ...rules, day: live.day }])).toEqual([{ day: live.day, name: '2 changes' }]);
  });

  it('draws its lines at their heights, with gaps where there are few, and the changes', () => {
    const chart = ribbonOf([day('2026-03-01', 600), day('2026-03-02', null), day('2026-03-03', 300)], [live]);
    const option = timeChartOption(chart, token) as {
      series: { data: { value: [string, number | null] }[] }[];
    };
    expect(option.series.map(({ data }) => data.map(({ value }) => value[1]))).toEqual([
      [600, null, 300],
      [600, null, 300],
      [600, null, 300],
    ]);
    const svg = drawn(option);
    expect(svg).toContain('Spec model Live');
    expect(svg).not.toContain('NaN');
    expect(chart.describe('2026-03-01')).toContain('median 10 min');
  });
});

describe('curves of those still open', () => {
  const curve: SurvivalCurve = {
    key: 'flagged',
    suppressed: false,
    n: 9,
    open: 1,
    steps: [
      { seconds: 60, share: 0.5, atRisk: 10 },
      { seconds: 1200, share: 0.1, atRisk: 5 },
    ],
    lastSeconds: 4000,
  };

  it('say what is left after how long, as far as they go', () => {
    expect([0, 60, 1199, 1200, 4000, 4001].map((seconds) => shareAfter(curve, seconds))).toEqual([
      1,
      0.5,
      0.5,
      0.1,
      0.1,
      null,
    ]);
    const ended = { ...curve, steps: [{ seconds: 60, share: 0, atRisk: 1 }], lastSeconds: 60 };
    expect(shareAfter(ended, 86_400)).toBe(0);
  });

  it('are drawn with a line each, but for those of few', () => {
    expect(axisOf([curve])).toEqual({ interval: 300, max: 1200 });
    expect(axisOf([{ ...curve, steps: [] }]).max).toBe(1);
    const few = { ...curve, key: 'noResult', suppressed: true, steps: [] };
    const svg = drawn(survivalOption([curve, few], 'aiState')(token));
    expect(svg).toContain('AI suspicion');
    expect(svg).not.toContain('No AI result');
    expect(svg).not.toContain('NaN');
  });

  it('are found by a point on one of them, also where it falls', () => {
    const slower = { ...curve, key: 'notFlagged', steps: [{ seconds: 1200, share: 0.4, atRisk: 10 }] };
    const at = (x: number, y: number) => curveNear([curve, slower], { x, y });
    expect([at(600, 0.5), at(600, 0.99), at(62, 0.7), at(600, 0.7)]).toEqual([
      'flagged',
      'notFlagged',
      'flagged',
      null,
    ]);
  });
});

describe('the target', () => {
  const version = (of: number, since: string, stat: number) => ({
    version: of,
    since,
    rules: {
      targets: { stat, urgent: 120, routine: 1440 },
      suspicionMinutes: 60,
      suspicionRank: 'belowStat' as const,
      exceptions: [{ orderClass: 'stat' as const, modality: 'CT', location: null, site: null, minutes: 15 }],
    },
    reason: '',
    proposedBy: '',
    approvedBy: '',
    restores: null,
  });
  const second = version(2, '2026-03-02T23:30:00.000Z', 20);
  const first = version(1, '2026-03-01T00:00:00.000Z', 30);
  const targets = targetsOf({ active: second, history: [second, first] }, 'Europe/Berlin');
  const asked = (search: string) => askedOf(placeIn(`stage=wait&${search}`), '2026-03-04');

  it('is that of the rules of the day, by the calendar of the site', () => {
    expect(['2026-02-20', '2026-03-02', '2026-03-03'].map((one) => targets.on('stat', one))).toEqual([
      1800, 1800, 1200,
    ]);
    const known = targetsOf({ active: second, history: [second] }, 'Europe/Berlin');
    expect(known.on('stat', '2026-03-02')).toBeNull();
  });

  it('is a line where a class is chosen and the scale goes so far', () => {
    const days = [day('2026-03-02', 600), day('2026-03-03', 300)];
    expect(targetLineOf(days, targets, undefined)).toBeNull();
    expect(targetLineOf(days, null, 'stat')).toBeNull();
    expect(targetLineOf([day('2026-03-02', null)], targets, 'stat')).toBeNull();
    expect(targetLineOf(days, targets, 'routine')).toBe('above');
    expect(targetLineOf(days, targets, 'stat')).toMatchObject({
      name: 'STAT target',
      points: [
        ['2026-03-02', 1800],
        ['2026-03-03', 1200],
      ],
    });
    const line = targetLineOf(days.slice(1), targets, 'stat');
    if (line === null || line === 'above') throw new Error('no line');
    expect(line.name).toBe('STAT target 20 min');
    expect(drawn(timeChartOption(ribbonOf(days, [], line), token))).toContain('STAT target 20 min');
  });

  it('of a group is one only where its class is one and the rules did not change', () => {
    const all = asked('days=1');
    expect(targetOfGroup(targets, all, 'orderClass', 'stat')).toBe(1200);
    expect(targetOfGroup(targets, all, 'modality', 'CT')).toBeNull();
    expect(targetOfGroup(targets, asked('days=1&orderClass=urgent'), 'modality', 'CT')).toBe(7200);
    expect(targetOfGroup(targets, asked('days=3'), 'orderClass', 'stat')).toBeNull();
    expect(targetOfGroup(null, all, 'orderClass', 'stat')).toBeNull();
  });

  it('is told in words, with what has another', () => {
    expect(targetWords(targets, asked('orderClass=stat'))).toBe(
      'Target of STAT by the rules in force: 20 min. 1 exception gives some of them another.',
    );
    expect(targetWords(targets, asked('orderClass=urgent'))).toContain('suspicion of AI has 1 h 00');
    expect(targetWords(targets, asked(''))).toContain('STAT 20 min, Urgent 2 h 00, Routine 1 d');
    expect(targetWords(null, asked(''))).toBe('');
  });
});
