import fc from 'fast-check';
import { alertChanges, type StandingAlert, type StudyPlace, type Suspicion } from '../domain/standing.js';

function suspicion(value: string, modelId: string): Suspicion {
  const concept = { scheme: 'SCT', value, meaning: `Finding ${value}` };
  return { concept, label: `Finding ${value} suspected`, modelId, modelName: modelId, modelVersion: '1' };
}

const suspicions = fc.array(
  fc.tuple(fc.constantFrom('1', '2', '3'), fc.constantFrom('a', 'b', 'c')).map(([f, m]) => suspicion(f, m)),
  { maxLength: 8 },
);
const places = fc.constantFrom<StudyPlace>('unread', 'read', 'nothingToRead', 'deleted');

/** The alerts as they are once the changes are made. */
function after(standing: StandingAlert[], said: Suspicion[], place: StudyPlace): StandingAlert[] {
  const { raise, restate, end } = alertChanges(standing, said, place);
  const ended = new Set(end.map(({ id }) => id));
  const models = new Map(restate.map((one) => [one.id, one.models]));
  return [
    ...standing
      .filter(({ id }) => !ended.has(id))
      .map((alert) => ({ ...alert, models: models.get(alert.id) ?? alert.models })),
    ...raise.map(({ finding, models: all }) => ({ id: finding, finding, models: all })),
  ];
}

describe('the alerts of a study', () => {
  it('are one for each finding, with every model that suspects it', () => {
    const said = [suspicion('1', 'a'), suspicion('1', 'b'), suspicion('2', 'a')];
    expect(alertChanges([], said, 'unread').raise).toMatchObject([
      { suspected: 'Finding 1 suspected', models: [{ modelId: 'a' }, { modelId: 'b' }] },
      { suspected: 'Finding 2 suspected', models: [{ modelId: 'a' }] },
    ]);
  });

  it('change nothing when they are looked at again', () => {
    fc.assert(
      fc.property(suspicions, suspicions, places, (before, said, place) => {
        const standing = after(after([], before, 'unread'), said, place);
        expect(alertChanges(standing, said, place)).toEqual({ raise: [], restate: [], end: [] });
      }),
    );
  });

  it('are never more or fewer than the findings suspected, in whatever order things come', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(suspicions, places), { maxLength: 6 }), suspicions, (earlier, said) => {
        const standing = earlier.reduce<StandingAlert[]>((now, [s, place]) => after(now, s, place), []);
        const findings = after(standing, said, 'unread').map(({ finding }) => finding);
        expect(findings.toSorted()).toEqual(
          [...new Set(said.map(({ concept }) => `SCT ${concept.value}`))].toSorted(),
        );
      }),
    );
  });

  it('ring once however many models join', () => {
    const standing = after([], [suspicion('1', 'a')], 'unread');
    const changes = alertChanges(standing, [suspicion('1', 'a'), suspicion('1', 'b')], 'unread');
    expect(changes).toMatchObject({ raise: [], end: [], restate: [{ models: [{}, {}] }] });
  });

  it.each([
    ['unread', 'withdrawn'],
    ['nothingToRead', 'withdrawn'],
    ['read', 'read'],
    ['deleted', 'deleted'],
  ] as const)('end in a study that is %s, without the suspicion, as %s', (place, how) => {
    const standing = after([], [suspicion('1', 'a')], 'unread');
    expect(alertChanges(standing, [], place).end).toEqual([{ id: 'SCT 1', how }]);
  });
});
