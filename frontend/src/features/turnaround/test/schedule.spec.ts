import { saveScheduleSchema } from '@firstread/contract';
import { check } from '@/lib/form/problems';
import { scheduleOf, sentWords } from '../model/schedule';

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

describe('The form of a schedule', () => {
  it('is read as weekly or monthly, with an address on each line', () => {
    const filled = form({ rhythm: '2', hour: '7', recipients: 'a@spec.local\n b@spec.local,', on: 'on' });
    expect(check(saveScheduleSchema, scheduleOf(filled))).toEqual({
      input: {
        rhythm: { every: 'week', weekday: 2 },
        hour: 7,
        recipients: ['a@spec.local', 'b@spec.local'],
        on: true,
      },
    });
    expect(scheduleOf(form({ rhythm: 'month', hour: '0', recipients: 'a@spec.local' }))).toMatchObject({
      rhythm: { every: 'month' },
      on: false,
    });
  });

  it('says which field is wrong', () => {
    const wrong = form({ rhythm: '0', hour: '', recipients: 'nobody', on: 'on' });
    const checked = check(saveScheduleSchema, scheduleOf(wrong));
    expect('problems' in checked && Object.keys(checked.problems).sort()).toEqual(['hour', 'recipients']);
  });
});

describe('How a report fared', () => {
  const issue = {
    id: 'i',
    kind: 'scheduled',
    from: '2026-11-16',
    to: '2026-11-22',
    issuedAt: '2026-11-23T06:00:00Z',
  } as const;
  it('is said in words', () => {
    expect(sentWords({ ...issue, recipients: 0, undelivered: 0 })).toBe('not sent');
    expect(sentWords({ ...issue, recipients: 3, undelivered: 0 })).toBe('to 3');
    expect(sentWords({ ...issue, recipients: 3, undelivered: 1 })).toContain('1 not delivered');
  });
});
