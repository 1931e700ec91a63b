import { init } from '../echarts';
import { nearestDay, timeChartOption, type TimeChart } from '../time-chart-option';

const chart: TimeChart = {
  format: (value) => `${value} ms`,
  describe: (day) => `all of ${day}`,
  lines: [
    {
      name: 'Measured',
      colour: 'cyan',
      kind: 'measured',
      points: [
        ['2026-03-01', 3],
        ['2026-03-02', null],
        ['2026-03-04', 40],
      ],
      remarkable: new Set(['2026-03-04']),
    },
    { name: 'Limit', colour: 'text-3', kind: 'limit', points: [['2026-03-01', 10]] },
  ],
  marks: [{ name: 'Objective', value: 20 }],
};

function drawn(of: TimeChart): string {
  const one = init(null, undefined, { renderer: 'svg', ssr: true, width: 400, height: 200 });
  one.setOption(timeChartOption(of, (name) => `var-${name}`));
  const svg = one.renderToSVGString();
  one.dispose();
  return svg;
}

describe('a chart over days', () => {
  it('has its lines, thresholds and units, in the colours of the page', () => {
    const svg = drawn(chart);
    for (const text of ['Measured', 'Limit', 'Objective', '20 ms', 'var-cyan', 'var-text-3'])
      expect(svg).toContain(text);
  });

  it('marks a remarkable day by form and colour', () => {
    expect(drawn(chart)).toContain('var-amber');
    expect(drawn({ ...chart, lines: [{ ...chart.lines[0]!, remarkable: new Set() }] })).not.toContain(
      'var-amber',
    );
  });

  it('draws nothing of a day without a value', () => {
    const gap: TimeChart = {
      ...chart,
      marks: [],
      lines: [{ name: 'Gap', colour: 'cyan', kind: 'measured', points: [['2026-03-02', null]] }],
    };
    expect(drawn(gap)).not.toContain('NaN');
  });

  it('tells a day in words', () => {
    const { tooltip } = timeChartOption(chart, String) as {
      tooltip: { formatter: (points: { value: [string, number] }[]) => string };
    };
    expect(tooltip.formatter([{ value: ['2026-03-04', 40] }])).toBe('all of 2026-03-04');
    expect(tooltip.formatter([])).toBe('');
  });

  it('names a change inwards of an end of the plot', () => {
    const at = (day: string) => {
      const option = timeChartOption({ ...chart, marks: [], changes: [{ day, name: 'Changed' }] }, String);
      const [first] = option['series'] as { markLine: { data: { label: { align: string } }[] } }[];
      return first?.markLine.data[0]?.label.align;
    };
    expect(['2026-03-01', '2026-03-02', '2026-03-04'].map(at)).toEqual(['left', 'center', 'right']);
  });

  it('finds the day that is drawn nearest to an instant', () => {
    const instant = (time: string) =>
      new Date(2026, 2, ...(time.split(' ').map(Number) as [number, number])).getTime();
    expect(['1 0', '1 13', '3 13', '9 0'].map((time) => nearestDay(chart, instant(time)))).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-04',
      '2026-03-04',
    ]);
    expect(nearestDay({ lines: [] }, 0)).toBeNull();
  });
});
