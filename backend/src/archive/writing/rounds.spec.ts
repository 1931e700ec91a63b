import { rounds } from './rounds.js';

interface Sent {
  uid: string;
  patient?: string;
  reception?: string;
  own?: boolean;
  rejects?: boolean;
}

/** What the rounds look at of a write. */
function write({ uid, patient = 'P1', reception = 'R1', own = false, rejects = false }: Sent) {
  return {
    object: { door: own ? 'own' : 'stow', receptionId: reception },
    attributes: { sopInstanceUid: uid, study: { patientId: patient } },
    note: rejects ? { code: '113001' } : undefined,
  } as unknown as Parameters<typeof rounds>[0][number];
}

const split = (sent: Sent[]): string[][] =>
  rounds(sent.map(write)).map((round) => round.map(({ attributes }) => attributes.sopInstanceUid));

describe('rounds of a batch', () => {
  it('have what one statement can write, in its order', () => {
    expect(split([])).toEqual([]);
    expect(split([{ uid: '1' }, { uid: '2' }, { uid: '3' }])).toEqual([['1', '2', '3']]);
  });

  it.each<[string, Sent[], string[][]]>([
    ['the same UID again', [{ uid: '1' }, { uid: '2' }, { uid: '1' }], [['1', '2'], ['1']]],
    ['another patient', [{ uid: '1' }, { uid: '2', patient: 'P2' }], [['1'], ['2']]],
    ['another reception', [{ uid: '1' }, { uid: '2', reception: 'R2' }], [['1'], ['2']]],
    ['what was made here', [{ uid: '1' }, { uid: '2', own: true }, { uid: '3' }], [['1'], ['2'], ['3']]],
    ['a rejection note', [{ uid: '1' }, { uid: '2', rejects: true }, { uid: '3' }], [['1'], ['2'], ['3']]],
  ])('end before %s', (_, sent, expected) => {
    expect(split(sent)).toEqual(expected);
  });
});
