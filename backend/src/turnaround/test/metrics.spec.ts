import { readFileSync } from 'node:fs';
import { FEWEST_INTERVALS_SHOWN, intervalExclusionSchema, type StagePoint } from '@firstread/contract';
import { RELATIVE_ERROR } from '../domain/quantile-sketch.js';
import { STAGES } from '../domain/stages.js';
import { KINDS, VOCABULARY } from '../domain/vocabulary.js';

const text = readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8');

/** Cells of the rows of a section's table, without its head. */
function tableOf(heading: string): string[][] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const names = (kinds: readonly string[]) =>
  kinds.length === 0 ? '–' : kinds.map((kind) => `\`${kind}\``).join(', ');
const point = ({ events, fallbacks }: StagePoint) => [names(events), names(fallbacks)];

describe('docs/metrics.md', () => {
  it('defines every stage as it is measured', () => {
    const rows = STAGES.map(({ id, per, start, end, endsOtherwise }) =>
      [`\`${id}\``, per, point(start), point(end), names(endsOtherwise)].flat(),
    );
    expect(tableOf('Stages')).toEqual(rows);
  });

  it('defines every event', () => {
    const rows = KINDS.map((kind) => {
      const { meaning, usualSource, counts, soleCode } = VOCABULARY[kind];
      return [`\`${kind}\``, meaning, usualSource, counts, soleCode ?? '–'];
    });
    expect(tableOf('Events')).toEqual(rows);
  });

  it('names every exclusion, the error of the sketch and the least number shown', () => {
    expect(tableOf('Exclusions').map(([name]) => name)).toEqual(
      intervalExclusionSchema.options.map((one) => `\`${one}\``),
    );
    expect(text).toContain(`${RELATIVE_ERROR * 100} %`);
    expect(text).toContain(`fewer than ${FEWEST_INTERVALS_SHOWN} `);
  });
});
