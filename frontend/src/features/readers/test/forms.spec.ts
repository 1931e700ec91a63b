import { readProfile, readRequirements, requirementLines } from '../model/forms';

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
      expectedVersion: 3,
    },
  });
  expect(readProfile(form({}), 0)).toMatchObject({ input: { capRvu: null, rights: { modalities: [] } } });
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
