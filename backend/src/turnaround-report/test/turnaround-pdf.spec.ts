import type { Stage, TurnaroundGroup } from '@firstread/contract';
import { textOfPdf } from '../../../test/pdf-text.js';
import { rowsOf, type ReportFacts } from '../domain/facts.js';
import { turnaroundPdf } from '../turnaround-pdf.js';

const group = (key: string, median: number): TurnaroundGroup => ({
  key,
  suppressed: false,
  n: 120,
  median,
  p75: median * 1.5,
  p90: median * 2,
  p95: median * 3,
  p99: median * 5,
  max: median * 9,
  fallbackShare: 0.125,
  excluded: { markedRead: 3, deleted: 1 },
  open: 4,
  medianWithOpen: median * 1.1,
});
const few: TurnaroundGroup = {
  ...group('MR', 1),
  suppressed: true,
  n: null,
  median: null,
  p75: null,
  p90: null,
  p95: null,
  p99: null,
  max: null,
  fallbackShare: null,
  open: null,
  medianWithOpen: null,
};

const wait: Stage = {
  id: 'wait',
  per: 'study',
  start: { events: ['readyToRead'], fallbacks: ['examCompleted'] },
  end: { events: ['firstOpened'], fallbacks: [] },
  endsOtherwise: [],
};

const facts: ReportFacts = {
  title: 'Nachtdienst 夜間',
  site: 'North',
  timeZone: 'Europe/Berlin',
  period: { from: '2026-10-01', to: '2026-10-31' },
  before: { from: '2026-09-01', to: '2026-09-30' },
  owner: 'Head',
  made: new Date('2026-11-01T06:00:00Z'),
  selection: 'all studies',
  groupBy: 'modality',
  stages: [
    {
      stage: wait,
      rows: [
        { key: null, now: group('all', 1500), before: group('all', 1200) },
        ...rowsOf(
          [group('CT', 900), few, ...Array.from({ length: 60 }, (_, n) => group(`M${n}`, 60 * n + 30))],
          [group('CT', 1200), group('XA', 600)],
        ),
      ],
      days: [1, 2, 3, 5, 6, 31].map((day) => group(`2026-10-${String(day).padStart(2, '0')}`, 300 * day)),
    },
    {
      stage: { ...wait, id: 'criticalClosure' },
      rows: [{ key: null, now: undefined, before: undefined }],
      days: [],
    },
  ],
  changes: [
    { kind: 'rules', at: '2026-10-03T08:00:00Z', day: '2026-10-03', reason: 'SECRET', version: 4 },
    {
      kind: 'model',
      at: '2026-10-04T08:00:00Z',
      day: '2026-10-04',
      reason: 'SECRET',
      modelId: 'm',
      name: 'Bleed',
      version: '1.2.0',
      from: 'shadow',
      to: 'live',
    },
  ],
  pending: true,
  relativeError: 0.01,
  url: 'https://firstread.spec.local/turnaround',
};

describe('A report of turnaround on paper', () => {
  it('has each figure with that of the period before and the difference', async () => {
    const text = textOfPdf(await turnaroundPdf(facts));
    const row = text.slice(text.indexOf('\nCT\n') + 1).split('\n', 17);
    expect(row).toEqual([
      ...['CT', '120', '15 min', '22.5 min', '30 min', '45 min', '75 min', '2.3 h'],
      ...['4', '16.5 min', '12.5 %', '4', '120', '20 min', '−5 min', '40 min', '−10 min'],
    ]);
    expect(text).toContain('Left out: 3 marked as read, 1 deleted.');
    expect(text).toContain('Nothing began in this period.');
    expect(text).toContain('2026-10-04: Bleed 1.2.0, shadow to live');
    expect(text).toContain('夜間');
  });

  it('gives no figure of few, and no words that people wrote', async () => {
    const text = textOfPdf(await turnaroundPdf(facts));
    expect(text).toContain(['MR', ...Array.from({ length: 10 }, () => '<5'), '4'].join('\n'));
    expect(text).not.toContain('SECRET');
  });

  it('says what is incomplete, how exact it is, and that it is no medical device', async () => {
    const text = textOfPdf(await turnaroundPdf(facts));
    for (const words of [
      'events have come',
      'right to 1.0 %',
      'Firstread is not a medical device.',
      'Set up by',
      '2026-11-01 07:00',
    ])
      expect(text).toContain(words);
  });
});
