import { routeFilterSchema } from '@firstread/contract';
import fc from 'fast-check';
import { cameOnlyFrom, matches, type RoutedStudy } from './filter.js';

const study: RoutedStudy = {
  modalities: ['CT', 'SR'],
  bodyParts: ['HEAD'],
  sources: ['CT1'],
  description: 'CT Head without contrast',
  institution: 'North Clinic',
  prior: false,
};
const filter = (given: object) => routeFilterSchema.parse(given);

describe('a route filter', () => {
  it.each([
    [{}, true],
    [{ modalities: ['CT', 'MR'] }, true],
    [{ modalities: ['MR'] }, false],
    [{ bodyParts: ['HEAD'], sources: ['CT1'] }, true],
    [{ bodyParts: ['HEAD'], sources: ['CT2'] }, false],
    [{ description: 'HEAD' }, true],
    [{ description: 'chest' }, false],
    [{ institution: 'north' }, true],
    [{ institution: 'south' }, false],
  ])('%j: %s', (given, expected) => {
    expect(matches(filter(given), study)).toBe(expected);
  });

  it('leaves priors out unless they are asked for', () => {
    expect(matches(filter({}), { ...study, prior: true })).toBe(false);
    expect(matches(filter({ priors: true }), { ...study, prior: true })).toBe(true);
  });

  it('never matches more for having one condition more', () => {
    const codes = fc.array(fc.constantFrom('CT', 'MR', 'HEAD', 'CT1'), { maxLength: 2 });
    fc.assert(
      fc.property(codes, codes, codes, (modalities, bodyParts, sources) => {
        const all = matches(filter({ modalities, bodyParts, sources }), study);
        return !all || matches(filter({ modalities, bodyParts }), study);
      }),
    );
  });

  it('knows where a study came from', () => {
    expect(cameOnlyFrom(study, 'CT1')).toBe(true);
    expect(cameOnlyFrom({ ...study, sources: ['CT1', 'PACS'] }, 'CT1')).toBe(false);
    expect(cameOnlyFrom({ ...study, sources: [] }, 'CT1')).toBe(false);
  });
});
