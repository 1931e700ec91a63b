import type { Alert, CriticalFinding } from '@firstread/contract';
import { choicesFor, findingsLike, minutesFor, proposalOf } from '../model/catalogue';

const finding = (code: string, label: string, fields: Partial<CriticalFinding> = {}): CriticalFinding => ({
  code,
  label,
  level: 'red',
  minutes: null,
  concept: null,
  ...fields,
});

const findings = [
  finding('mass', 'New mass', { level: 'yellow' }),
  finding('ptx', 'New pneumothorax', { level: 'orange', minutes: 90 }),
  finding('tension', 'Tension pneumothorax', {
    concept: { scheme: 'SCT', value: '233645004', meaning: 'Tension pneumothorax' },
  }),
  finding('haemorrhage', 'Hémorrhage', { level: 'red' }),
];
const labels = (typed: string) => findingsLike(findings, typed).map(({ code }) => code);

describe('findings of the catalogue', () => {
  it('are found by how any of their words begin, in any order, without accents', () => {
    expect(labels('pneumo')).toEqual(['tension', 'ptx']);
    expect(labels('PNEUM new')).toEqual(['ptx']);
    expect(labels('hemor')).toEqual(['haemorrhage']);
    expect(labels('thorax')).toEqual([]);
  });

  it('stand with the most urgent first where nothing is typed', () => {
    expect(labels('')).toEqual(['tension', 'haemorrhage', 'ptx', 'mass']);
  });

  it('can be left for own words, unless these are the words of one', () => {
    expect(choicesFor(findings, 'pneumomediastinum')).toEqual([
      { code: null, label: 'pneumomediastinum', level: null },
    ]);
    expect(choicesFor(findings, 'new mass').map(({ code }) => code)).toEqual(['mass']);
    expect(choicesFor(findings, 'x')).toEqual([]);
  });

  it('have the time of the finding at its own level, otherwise of the level', () => {
    const catalogue = { findings, minutes: { red: 60, orange: 360, yellow: 4320 } };
    expect(minutesFor(catalogue, 'ptx', 'orange')).toBe(90);
    expect(minutesFor(catalogue, 'ptx', 'red')).toBe(60);
    expect(minutesFor(catalogue, null, 'yellow')).toBe(4320);
  });

  it('are proposed by an alert with their code, otherwise in its words', () => {
    const alert = (code: string, suspected: string) => ({ finding: code, suspected }) as Alert;
    expect(proposalOf(alert('SCT 233645004', 'Pneumothorax suspected'), findings)).toEqual({
      code: 'tension',
      label: 'Tension pneumothorax',
      level: 'red',
    });
    expect(proposalOf(alert('SCT 1', 'Infarct suspected'), findings)).toEqual({
      code: null,
      label: 'Infarct',
      level: null,
    });
  });
});
