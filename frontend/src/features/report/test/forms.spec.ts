import { readMacro, readTemplate } from '../model/forms';

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe('the form of a template', () => {
  const fields = {
    name: ' Chest ',
    modality: 'dx',
    bodyPart: '',
    'text.findings': 'Lungs:',
    'text.technique': 'PA',
  };

  it('holds the sections that are ticked, with their words, and every body part where none is named', () => {
    expect(readTemplate(formOf({ ...fields, 'has.findings': 'on', 'has.impression': 'on' }), 3)).toEqual({
      input: {
        name: 'Chest',
        modality: 'DX',
        bodyPart: null,
        sections: [
          { id: 'findings', text: 'Lungs:' },
          { id: 'impression', text: '' },
        ],
        retired: false,
        expectedVersion: 3,
      },
    });
  });

  it('is refused without a section, or with a modality that is none', () => {
    expect(readTemplate(formOf({ ...fields, modality: 'X-ray' }), 0)).toEqual({
      problems: { modality: '“X-RAY” is no modality, such as CT', sections: expect.any(String) as string },
    });
  });
});

describe('the form of a macro', () => {
  it('keeps the text as it was typed, and a name without spaces', () => {
    expect(readMacro(formOf({ name: ' norm ', text: ' No change.\n' }), true)).toEqual({
      input: { name: 'norm', text: ' No change.\n', shared: true },
    });
    expect(readMacro(formOf({ name: 'two words', text: 'x' }), false)).toHaveProperty('problems.name');
  });
});
