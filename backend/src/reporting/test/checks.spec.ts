import type { ReportInsertion } from '@firstread/contract';
import fc from 'fast-check';
import { warningsOf, type CheckedReport, type ShownFlag } from '../domain/checks.js';
import { sideOfStudy } from '../domain/laterality.js';
import { savingOf } from '../domain/saving.js';
import { fittingTemplates } from '../domain/templates.js';

const RUN = '00000000-0000-4000-8000-000000000001';
const flag: ShownFlag = {
  runId: RUN,
  modelName: 'Head CT hyperdensity',
  modelVersion: '2.1.0',
  label: 'Hyperdensity suspected',
  meaning: 'Hemorrhage',
  judged: false,
};

function checked(
  text: { findings?: string; impression?: string },
  more: Partial<CheckedReport> = {},
): ReturnType<typeof warningsOf> {
  return warningsOf({
    sections: [
      { id: 'findings', text: text.findings ?? '' },
      { id: 'impression', text: text.impression ?? '' },
    ],
    insertions: [],
    patient: { sex: null },
    lateralities: [],
    studyDescription: null,
    flags: [],
    ...more,
  });
}
const kinds = (all: ReturnType<typeof warningsOf>): string[] => all.map(({ kind }) => kind);

describe('the side of a study', () => {
  it.each([
    [['L'], null, 'left'],
    [[], 'XR KNEE RT 2 VIEWS', 'right'],
    [[], 'Knie links', 'left'],
    [['L'], 'KNEE RIGHT', null],
    [['B'], 'MAMMO LEFT', null],
    [[], 'XR HANDS BILATERAL', null],
    [[], 'CT CHEST', null],
  ] as const)('of %j, %j is %j', (sides, description, side) => {
    expect(sideOfStudy(sides, description)).toBe(side);
  });

  it('contradicts a report that names the other one', () => {
    const warnings = checked({ findings: 'Fracture of the right patella.' }, { lateralities: ['L'] });
    expect(warnings).toMatchObject([{ kind: 'lateralityStudy', side: 'right', section: 'findings' }]);
    expect(checked({ findings: 'Fracture of the left patella.' }, { lateralities: ['L'] })).toEqual([]);
  });
});

describe('findings and impression', () => {
  it.each([
    ['Right pleural effusion.', 'Left pleural effusion.', 'left'],
    ['Right lower lobe consolidation. Left pleural effusion.', 'Left lower lobe consolidation.', 'left'],
    ['Bilateral effusions.', 'Left effusion.', null],
    ['Right pleural effusion.', 'Pleural effusion.', null],
    ['Right upper lobe nodule. Left kidney normal.', 'Nodule of the right upper lobe.', null],
    ['Opacity.', 'Left opacity.', null],
  ])('"%s" and "%s" contradict each other: %j', (findings, impression, side) => {
    expect(checked({ findings, impression }).map((one) => 'side' in one && one.side)).toEqual(
      side ? [side] : [],
    );
  });
});

describe('the sex of the patient', () => {
  it.each([
    ['F', 'The prostate is enlarged.', ['prostate']],
    ['M', 'Uterus and ovaries unremarkable.', ['uterus', 'ovaries']],
    ['M', 'Cervical spine without fracture.', []],
    ['F', 'Uterus unremarkable.', []],
    ['O', 'Prostate and uterus.', []],
    [null, 'Prostate and uterus.', []],
  ])('%s does not go with some words of "%s"', (sex, findings, words) => {
    const found = checked({ findings }, { patient: { sex } });
    expect(found.map((one) => one.kind === 'sex' && one.word)).toEqual(words);
  });
});

describe('a flag of a model', () => {
  const insertion: ReportInsertion = {
    runId: RUN,
    label: 'Volume',
    value: 12.3,
    unit: 'mL',
    modelId: 'm',
    modelName: 'Head CT hyperdensity',
    modelVersion: '2.1.0',
    text: 'Volume: 12.3 mL (AI: Head CT hyperdensity 2.1.0)',
  };

  it('that is neither judged nor mentioned is one to look at', () => {
    expect(checked({ findings: 'Normal.' }, { flags: [flag] })).toMatchObject([
      { kind: 'aiFlag', runId: RUN, label: 'Hyperdensity suspected' },
    ]);
  });

  it.each([
    'No haemorrhage.',
    'Acute HEMORRHAGE.',
    'Hyperdensity as before.',
    'Head CT hyperdensity model: artefact.',
  ])('is answered by "%s"', (findings) => {
    expect(checked({ findings }, { flags: [flag] })).toEqual([]);
  });

  it('is answered by a verdict, and by a measurement of it that still stands in the text', () => {
    expect(checked({}, { flags: [{ ...flag, judged: true }] })).toEqual([]);
    expect(kinds(checked({}, { flags: [flag], insertions: [insertion] }))).toEqual(['aiFlag']);
    const findings = `Something. ${insertion.text}`;
    expect(checked({ findings }, { flags: [flag], insertions: [insertion] })).toEqual([]);
  });
});

describe('warnings', () => {
  it('have ids that follow from what they are about, each once', () => {
    const text = fc.constantFrom('left hip', 'right hip', 'prostate', 'uterus', 'bilateral', 'normal', '.');
    fc.assert(
      fc.property(
        fc.array(text),
        fc.array(text),
        fc.constantFrom('M', 'F', null),
        (findings, impression, sex) => {
          const report = { findings: findings.join(' '), impression: impression.join(' ') };
          const more = { patient: { sex }, lateralities: ['L'], flags: [flag] };
          const ids = checked(report, more).map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(checked(report, more).map(({ id }) => id)).toEqual(ids);
          expect(ids.every((id) => id.length <= 200)).toBe(true);
        },
      ),
    );
  });
});

describe('saves', () => {
  it('of one window end with its last text, in whatever order they come; another window is refused', () => {
    const orders = fc.shuffledSubarray([2, 3, 4, 5, 6], { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(orders, (sequences) => {
        let last = { version: 1, window: 'a', sequence: 1 };
        for (const sequence of sequences)
          if (savingOf(last, { expectedVersion: 1, window: 'a', sequence }) === 'save')
            last = { version: last.version + 1, window: 'a', sequence };
        expect(last.sequence).toBe(6);
        expect(savingOf(last, { expectedVersion: 1, window: 'b', sequence: 1 })).toBe('conflict');
        expect(savingOf(last, { expectedVersion: last.version, window: 'b', sequence: 1 })).toBe('save');
      }),
    );
  });
});

describe('templates', () => {
  const template = (name: string, modality: string | null, bodyPart: string | null, retired = false) => ({
    name,
    modality,
    bodyPart,
    retired,
  });

  it('that fit come with the one that says most first', () => {
    const all = [
      template('General', null, null),
      template('CT', 'CT', null),
      template('CT head', 'CT', 'HEAD'),
      template('CT chest', 'CT', 'CHEST'),
      template('Old', 'CT', 'HEAD', true),
    ];
    const names = (study: Parameters<typeof fittingTemplates>[1]): string[] =>
      fittingTemplates(all, study).map(({ name }) => name);
    expect(names({ modalities: ['CT'], bodyParts: ['HEAD'], studyDescription: null })).toEqual([
      'CT head',
      'CT',
      'General',
    ]);
    expect(names({ modalities: ['CT'], bodyParts: [], studyDescription: 'CT Chest w/o' })[0]).toBe(
      'CT chest',
    );
    expect(names({ modalities: ['US'], bodyParts: ['HEAD'], studyDescription: null })).toEqual(['General']);
  });
});
