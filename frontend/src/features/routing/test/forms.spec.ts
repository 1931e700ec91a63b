import { peerSchema, type Peer } from '@firstread/contract';
import { readRule, readSource } from '../model/forms';

const plain = '0b6f4f0e-0d0f-4c6b-9a53-1d1d0d6a2f01';
const web = '0b6f4f0e-0d0f-4c6b-9a53-1d1d0d6a2f02';

function peer(id: string, dicomwebUrl: string | null): Peer {
  return peerSchema.parse({
    id,
    version: 1,
    aeTitle: 'PACS',
    name: 'PACS',
    host: 'pacs.example',
    port: 104,
    tls: false,
    addresses: [],
    services: [],
    destination: false,
    maxAssociations: 10,
    backfillAgeDays: null,
    enabled: true,
    dicomwebUrl,
    hasDicomwebToken: false,
  });
}
const peers = [peer(plain, null), peer(web, 'https://pacs.example/dicom-web')];

function formOf(fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

const rule = [
  ['name', 'AI results to the PACS'],
  ['enabled', 'on'],
  ['peerId', plain],
  ['transport', 'dimse'],
  ['what', 'aiResults'],
  ['filter.modalities', 'ct, MR,'],
  ['filter.bodyParts', ''],
  ['filter.sources', 'CT1'],
  ['filter.description', ' trauma '],
] as const;

const without = (name: string) => rule.filter(([field]) => field !== name);

describe('the form of a rule', () => {
  it('becomes the input of the contract', () => {
    expect(readRule(formOf(rule), peers)).toEqual({
      input: {
        name: 'AI results to the PACS',
        enabled: true,
        peerId: plain,
        transport: 'dimse',
        what: ['aiResults'],
        filter: {
          modalities: ['CT', 'MR'],
          bodyParts: [],
          sources: ['CT1'],
          description: 'trauma',
          institution: '',
          priors: false,
        },
      },
    });
  });

  it('needs a name, a peer and something to send', () => {
    const form = formOf(without('name').filter(([field]) => field !== 'peerId' && field !== 'what'));
    expect(readRule(form, peers)).toEqual({
      problems: {
        name: 'Please fill in this field.',
        peerId: 'Please fill in this field.',
        what: 'Please choose at least one.',
      },
    });
  });

  it('names the source that is no AE title', () => {
    const form = formOf([...without('filter.sources'), ['filter.sources', 'CT1, A\\B']]);
    expect(readRule(form, peers)).toMatchObject({
      problems: { 'filter.sources': expect.stringMatching(/^“A\\B” is no AE title/) as string },
    });
  });

  it('takes DICOMweb only for a peer that has an address for it', () => {
    const over = (id: string): FormData =>
      formOf([
        ...without('transport').filter(([field]) => field !== 'peerId'),
        ['transport', 'dicomweb'],
        ['peerId', id],
      ]);
    expect(readRule(over(plain), peers)).toMatchObject({
      problems: { transport: expect.any(String) as string },
    });
    expect(readRule(over(web), peers)).toMatchObject({ input: { transport: 'dicomweb', peerId: web } });
  });
});

describe('the form of a source of priors', () => {
  it('becomes the input of the contract', () => {
    const form = formOf([
      ['peerId', web],
      ['transport', 'dicomweb'],
      ['maximum', '5'],
      ['withinDays', '730'],
      ['sameModality', 'on'],
    ]);
    expect(readSource(form, peers)).toEqual({
      input: {
        peerId: web,
        transport: 'dicomweb',
        enabled: false,
        maximum: 5,
        withinDays: 730,
        sameModality: true,
      },
    });
  });

  it('keeps to the limits of the contract', () => {
    const form = formOf([
      ['peerId', plain],
      ['transport', 'dimse'],
      ['maximum', '51'],
      ['withinDays', ''],
    ]);
    expect(readSource(form, peers)).toEqual({
      problems: { maximum: 'Must be 50 or less.', withinDays: 'Please write a number.' },
    });
  });
});
