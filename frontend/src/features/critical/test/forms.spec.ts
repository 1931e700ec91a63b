import { emptyMarking, readMarking, withChoice } from '../model/mark-form';
import { readAttempt, readClosing, readReceipt, readWithdrawal } from '../model/forms';
import { momentOf } from '../model/moments';
import { codeFor, readContact, readFinding, withRecord } from '../model/settings-form';
import { at, critical, NINE } from './critical.factory';

const around = { timeZone: 'Europe/Berlin', now: NINE + 30 * 60_000 };
const ID = '9e2d3f4a-5b6c-4d7e-8f90-a1b2c3d4e5f6';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const told = { receiver: 'Dr Ward', communicatedBy: 'Reader', communicatedAt: '', how: 'phone' };

describe('a time that is typed', () => {
  it('is by the clock of the site, the last of its kind, and now where it is empty', () => {
    expect(momentOf('10:05', around)).toBe('2026-11-24T09:05:00.000Z');
    expect(momentOf('1005', around)).toBe('2026-11-24T09:05:00.000Z');
    expect(momentOf('23:10', around)).toBe('2026-11-23T22:10:00.000Z');
    expect(momentOf('2026-11-20 7:05', around)).toBeNull();
    expect(momentOf('2026-11-20 07:05', around)).toBe('2026-11-20T06:05:00.000Z');
    expect(momentOf(' ', around)).toBe(at(30));
    for (const wrong of ['soon', '25:00', '10:60', '9']) expect(momentOf(wrong, around)).toBeNull();
  });

  it('in the minute of the finding is not before it', () => {
    const seen = '2026-11-24T09:05:41.000Z';
    expect(momentOf('10:05', { ...around, notBefore: seen })).toBe(seen);
    expect(momentOf('10:04', { ...around, notBefore: seen })).toBe('2026-11-24T09:04:00.000Z');
  });
});

describe('a receipt', () => {
  it('has its facts, with the version that was on the screen', () => {
    expect(readReceipt(form({ ...told, readBack: 'on' }), critical({ version: 4 }), around)).toEqual({
      input: {
        receiver: 'Dr Ward',
        receiverRole: null,
        communicatedBy: 'Reader',
        communicatedAt: at(30),
        how: 'phone',
        readBack: true,
        note: null,
        expectedVersion: 4,
      },
    });
  });

  it('is none without the name of a person', () => {
    expect(readReceipt(form({ ...told, receiver: ' ' }), critical(), around)).toEqual({
      problems: { receiver: 'Please fill in this field.' },
    });
  });

  it('says all that is wrong at once', () => {
    const read = readReceipt(form({ ...told, receiver: '', communicatedAt: 'later' }), critical(), around);
    expect('problems' in read && Object.keys(read.problems)).toEqual(['receiver', 'communicatedAt']);
  });
});

it('is closed with read-back or with a reason, and withdrawn with a reason', () => {
  expect(readClosing(form({ note: '' }), critical())).toHaveProperty('problems.note');
  expect(readClosing(form({ note: 'Fax only' }), critical())).toHaveProperty('input.readBack', false);
  expect(readClosing(form({ note: '', readBack: 'on' }), critical())).toHaveProperty('input.readBack', true);
  expect(readWithdrawal(form({ reason: ' ' }), critical())).toHaveProperty('problems.reason');
});

it('an attempt keeps its id, so that a repetition is the same', () => {
  const fields = form({ called: 'Ward 3', how: 'phone', at: '', reached: 'no', note: '' });
  expect(readAttempt(fields, ID, critical(), around)).toEqual({
    input: { id: ID, called: 'Ward 3', how: 'phone', at: at(30), reached: false, note: null },
  });
});

describe('marking', () => {
  const chosen = withChoice(emptyMarking, { code: 'ptx', label: 'New pneumothorax', level: 'orange' });

  it('takes the level of the finding, and the reader may say another', () => {
    expect(chosen.level).toBe('orange');
    expect(readMarking({ ...chosen, level: 'red' }, null, around)).toEqual({
      input: {
        findingCode: 'ptx',
        finding: 'New pneumothorax',
        level: 'red',
        identifiedAt: at(30),
        callee: null,
        note: null,
        alertId: null,
      },
    });
  });

  it('needs a finding that was chosen, not one that was half typed', () => {
    expect(readMarking({ ...emptyMarking, text: 'pneu' }, null, around)).toHaveProperty('problems.finding');
  });
});

describe('the settings', () => {
  const ptx = {
    code: 'new-pneumothorax',
    label: 'New pneumothorax',
    level: 'red',
    minutes: null,
    concept: null,
  } as const;

  it('give a new finding a code of its words that no other has', () => {
    expect(codeFor('New pneumothorax!', [])).toBe('new-pneumothorax');
    expect(codeFor('New pneumothorax', [ptx])).toBe('new-pneumothorax-2');
    expect(codeFor('气胸', [])).toBe('finding');
  });

  it('keep the code of a finding whose words change, and take minutes of its own', () => {
    const read = readFinding(form({ label: 'Pneumothorax', level: 'orange', minutes: '90' }), ptx, [ptx]);
    expect(read).toHaveProperty('input', { ...ptx, label: 'Pneumothorax', level: 'orange', minutes: 90 });
    expect(readFinding(form({ label: 'X y', level: 'red', minutes: 'soon' }), null, [])).toHaveProperty(
      'problems.minutes',
    );
  });

  it('refuse a contact whose e-mail is none, and leave empty what is empty', () => {
    const fields = { name: 'Emergency desk', role: 'emergency', location: '', phone: '', email: '' };
    expect(readContact(form(fields), ID)).toEqual({
      input: { id: ID, ...fields, location: null, phone: null, email: null },
    });
    expect(readContact(form({ ...fields, email: 'desk' }), ID)).toHaveProperty('problems.email');
  });

  it('put a record in its place, or at the end', () => {
    expect(withRecord([1, 2], 2, (one) => one === 1)).toEqual([2, 2]);
    expect(withRecord([1], 2, (one) => one === 2)).toEqual([1, 2]);
  });
});
