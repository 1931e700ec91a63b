import type { ReadingRights } from '@firstread/contract';
import fc from 'fast-check';
import { mayRead, subspecialtiesOf, type StudyFacts } from './reading-rights.js';

const NONE: ReadingRights = { modalities: [], subspecialties: [], sites: [], credentials: [] };
const headCt: StudyFacts = { modalities: ['CT', 'SR'], bodyParts: ['HEAD'], site: 'North' };
const mammogram: StudyFacts = { modalities: ['MG'], bodyParts: ['BREAST'], site: null };
const requirements = [{ subject: 'MG', credential: 'Mammography' }];

const may = (rights: Partial<ReadingRights>, study: StudyFacts) =>
  mayRead({ ...NONE, ...rights }, study, requirements);

describe('the right to read', () => {
  it('has everybody to everything where none is written down', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        fc.array(fc.string()),
        fc.option(fc.string()),
        (modalities, bodyParts, site) => {
          expect(may({}, { modalities, bodyParts, site }).may).toBe(true);
        },
      ),
    );
  });

  it('is by modality of the images, and names what is missing', () => {
    expect(may({ modalities: ['CT'] }, headCt)).toEqual({ may: true });
    expect(may({ modalities: ['MR', 'CR'] }, headCt)).toEqual({
      may: false,
      reason: 'has no right to read CT (may read MR, CR)',
    });
    expect(may({ modalities: ['CT'] }, { ...headCt, modalities: ['CT', 'PT'] }).may).toBe(false);
  });

  it('is by subspecialty, where one of its fields is enough and a study that names none is read', () => {
    expect(may({ subspecialties: ['neuro'] }, headCt).may).toBe(true);
    expect(may({ subspecialties: ['chest'] }, headCt)).toMatchObject({
      reason: 'does not read neuro (reads chest)',
    });
    expect(may({ subspecialties: ['chest'] }, { ...headCt, bodyParts: ['HEAD', 'CHEST'] }).may).toBe(true);
    expect(may({ subspecialties: ['chest'] }, { ...headCt, bodyParts: [] }).may).toBe(true);
  });

  it('is by site as the images state it, whatever its case', () => {
    expect(may({ sites: ['north'] }, headCt).may).toBe(true);
    expect(may({ sites: ['South'] }, headCt)).toMatchObject({ reason: 'does not read for the site North' });
    expect(may({ sites: ['South'] }, { ...headCt, site: null }).may).toBe(true);
  });

  it('needs the credential that is asked for the modality', () => {
    expect(may({ modalities: ['MG'] }, mammogram)).toMatchObject({
      reason: 'lacks the credential Mammography that MG needs',
    });
    expect(may({ credentials: ['mammography'] }, mammogram).may).toBe(true);
  });
});

it('body parts belong to subspecialties by how they begin', () => {
  expect(subspecialtiesOf({ bodyParts: ['CHESTABDPELV', 'hip'] })).toEqual(['chest', 'musculoskeletal']);
});
