import type { Alert } from '@firstread/contract';
import { keptRows } from '../model/kept-rows';
import { readSettings } from '../model/settings-form';

const alert = (id: string): Alert => ({ id }) as Alert;
const ids = (rows: ReturnType<typeof keptRows>) => rows.map(({ alert: { id }, gone }) => [id, gone]);

describe('the rows of an open panel', () => {
  it('stay in their place when one is acknowledged elsewhere and another is raised', () => {
    const before = keptRows([], [alert('a'), alert('b')]);
    expect(ids(keptRows(before, [alert('c'), alert('b')]))).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
  });
});

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const fields = {
  'steps.section.afterMinutes': '10',
  'steps.section.targets': 'section@hospital.example\n\n https://pager.hospital.example/hook ',
  'steps.onCall.afterMinutes': '20',
  'steps.head.afterMinutes': '30',
};

describe('the settings that a form describes', () => {
  it('are levels with e-mail and webhooks, and keep the secret where none is entered', () => {
    expect(readSettings(form(fields), 3)).toEqual({
      input: {
        expectedVersion: 3,
        steps: {
          section: {
            afterMinutes: 10,
            targets: [
              { kind: 'email', address: 'section@hospital.example' },
              { kind: 'webhook', url: 'https://pager.hospital.example/hook' },
            ],
          },
          onCall: { afterMinutes: 20, targets: [] },
          head: { afterMinutes: 30, targets: [] },
        },
      },
    });
  });

  it('are refused where a level comes no later than the one before, or a target is none', () => {
    expect(readSettings(form({ ...fields, 'steps.head.afterMinutes': '20' }), 3)).toHaveProperty(
      'problems.steps',
    );
    const wrong = readSettings(form({ ...fields, 'steps.section.targets': 'nobody' }), 3);
    expect('problems' in wrong && Object.keys(wrong.problems)).toEqual(['steps.section.targets.address']);
  });
});
