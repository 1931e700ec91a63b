import { readProfile, readRequirements, readWorkload, requirementLines, workLines } from '../model/forms';

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) data.append(name, value);
  return data;
}

it('a profile is read from its form; what is left empty restricts nothing', () => {
  const filled = form({
    'rights.modalities': 'ct, MR',
    'rights.subspecialties': ['neuro'],
    'rights.sites': 'North\nSouth',
    capRvu: '12.5',
    shiftCapRvu: ' 40 ',
  });
  expect(readProfile(filled, 3)).toEqual({
    input: {
      rights: {
        modalities: ['CT', 'MR'],
        subspecialties: ['neuro'],
        sites: ['North', 'South'],
        credentials: [],
      },
      capRvu: 12.5,
      shiftCapRvu: 40,
      expectedVersion: 3,
    },
  });
  expect(readProfile(form({}), 0)).toMatchObject({
    input: { capRvu: null, shiftCapRvu: null, rights: { modalities: [] } },
  });
  expect(readProfile(form({ capRvu: 'much' }), 0)).toMatchObject({
    problems: { capRvu: expect.any(String) as string },
  });
});

it('requirements are lines that come back as they were written', () => {
  const read = readRequirements(form({ requirements: 'MG: Mammography\nHEART : Cardiac CT: level 2' }));
  const requirements = [
    { subject: 'MG', credential: 'Mammography' },
    { subject: 'HEART', credential: 'Cardiac CT: level 2' },
  ];
  expect(read).toEqual({ input: { requirements } });
  expect(requirementLines(requirements)).toBe('MG: Mammography\nHEART: Cardiac CT: level 2');
  expect(readRequirements(form({ requirements: 'MG' }))).toHaveProperty('problems');
});

it('the work of studies is lines that come back as they were written', () => {
  const filled = { rvu: 'ct: 1.2\nCT  chest : 0.9', defaultRvu: '1', shiftStarts: '07:00, 19:00' };
  const rvu = [
    { modality: 'CT', bodyPart: null, rvu: 1.2 },
    { modality: 'CT', bodyPart: 'CHEST', rvu: 0.9 },
  ];
  const input = { rvu, defaultRvu: 1, shiftStarts: ['07:00', '19:00'], expectedVersion: 3 };
  expect(readWorkload(form(filled), 3)).toEqual({ input });
  expect(workLines(rvu)).toBe('CT: 1.2\nCT CHEST: 0.9');
  const problemOf = (change: Record<string, string>) => readWorkload(form({ ...filled, ...change }), 3);
  expect(problemOf({ rvu: 'CT' })).toMatchObject({ problems: { 'rvu.rvu': 'Please write a number.' } });
  expect(problemOf({ rvu: 'CT: 1\nct: 2' })).toMatchObject({
    problems: { rvu: 'CT has more than one value' },
  });
  expect(problemOf({ rvu: 'CT: 51' })).toHaveProperty(['problems', 'rvu.rvu']);
  expect(problemOf({ shiftStarts: '7:00' })).toMatchObject({
    problems: { shiftStarts: '“7:00” is no time of day, such as 07:00' },
  });
});
