import fc from 'fast-check';
import { isSamePerson, type StatedPatient } from './same-person.js';

const patient: StatedPatient = {
  patientId: 'P1',
  issuer: null,
  name: 'MÜLLER^Anna',
  birthDate: '19700101',
  sex: 'F',
};
const with_ = (change: Partial<StatedPatient>): StatedPatient => ({ ...patient, ...change });

it.each([
  ['nothing differs', {}, true],
  ['the name is spelt otherwise', { name: 'Muller^ANNA^M' }, true],
  ['the name changed and the birth date did not', { name: 'SCHMIDT^Anna' }, true],
  ['an issuer that only one states', { issuer: 'HOSPITAL' }, true],
  ['another identifier', { patientId: 'P2' }, false],
  ['no identifier', { patientId: '' }, false],
  ['another birth date', { birthDate: '19710101' }, false],
  ['another sex', { sex: 'M' }, false],
  ['another name and no birth date', { name: 'SCHMIDT^Peter', birthDate: null }, false],
  ['no name and no birth date', { name: null, birthDate: null }, false],
] as const)('%s: same person %#', (_what, change, same) => {
  expect(isSamePerson(patient, with_(change))).toBe(same);
});

it('another issuer is another person', () => {
  expect(isSamePerson(with_({ issuer: 'A' }), with_({ issuer: 'B' }))).toBe(false);
});

it('does not depend on which of the two is asked of', () => {
  const optional = (...values: string[]) => fc.constantFrom(null, ...values);
  const any = fc.record({
    patientId: optional('', 'P1', 'P2'),
    issuer: optional('A', 'B'),
    name: optional('MÜLLER^Anna', 'MULLER', 'SCHMIDT^Anna', '=山田^太郎'),
    birthDate: optional('19700101', '19710101'),
    sex: optional('F', 'M'),
  });
  fc.assert(fc.property(any, any, (a, b) => expect(isSamePerson(a, b)).toBe(isSamePerson(b, a))));
});
