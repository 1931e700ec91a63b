import type { Contact } from '@firstread/contract';
import { calleesOf } from '../domain/callees.js';

const contact = (name: string, location: string | null, phone: string | null = null): Contact => ({
  id: '00000000-0000-4000-8000-000000000001',
  name,
  role: 'ward',
  location,
  phone,
  email: null,
});
const contacts = [contact('Emergency', 'ER'), contact('Ward 3', ' ward 3 '), contact('Somewhere', null)];
const namesOf = (location: string | null): string[] =>
  calleesOf({ referrer: '', location, contacts }).contacts.map(({ name }) => name);

describe('whom to call', () => {
  it('is first who is where the patient is, then the others, in the order of the list', () => {
    expect(namesOf('Ward 3')).toEqual(['Ward 3', 'Emergency', 'Somewhere']);
    for (const location of [null, '', 'Ward 4'])
      expect(namesOf(location)).toEqual(['Emergency', 'Ward 3', 'Somewhere']);
  });

  it('is the referrer with the numbers of the contact of that name, and nobody where none is named', () => {
    const known = [...contacts, contact('REFERRER, SOME', null, '200')];
    expect(calleesOf({ referrer: 'Referrer, Some', location: null, contacts: known }).referrer).toEqual({
      name: 'Referrer, Some',
      role: 'referrer',
      phone: '200',
      email: null,
    });
    expect(calleesOf({ referrer: 'Unknown', location: null, contacts }).referrer?.phone).toBeNull();
    for (const referrer of ['', ' ', 'x'])
      expect(calleesOf({ referrer, location: null, contacts }).referrer).toBeNull();
  });
});
