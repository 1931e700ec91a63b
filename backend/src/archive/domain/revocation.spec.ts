import fc from 'fast-check';
import { revokedNotes, type NoteRejection } from './revocation.js';

const revoked = (...pairs: string[]) => [
  ...revokedNotes(pairs.map((pair) => ({ note: pair[0] ?? '', rejects: pair[1] ?? '' }))),
];

describe('notes that reject notes', () => {
  it('stand while no other rejects them', () => {
    expect(revoked()).toEqual([]);
  });

  it('take back what the other one did, and a third one gives it back', () => {
    expect(revoked('BA')).toEqual(['A']);
    expect(revoked('BA', 'CB')).toEqual(['B']);
    expect(revoked('BA', 'CB', 'DC')).toEqual(expect.arrayContaining(['A', 'C']));
  });

  it('stand where they reject one another in a circle', () => {
    expect(revoked('AB', 'BA')).toEqual([]);
    expect(revoked('AB', 'BC', 'CA')).toEqual([]);
    expect(revoked('AB', 'BA', 'CA')).toEqual(['A']);
  });

  it('are revoked exactly when one that is not revoked rejects them, in any order', () => {
    const edge = fc.tuple(fc.nat(9), fc.nat(9)).filter(([note, rejects]) => note > rejects);
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 25 }), fc.nat(), (edges, turn) => {
        const rejections: NoteRejection[] = edges.map(([note, rejects]) => ({
          note: String(note),
          rejects: String(rejects),
        }));
        const result = revokedNotes(rejections);
        for (const { rejects } of rejections) {
          const by = rejections.filter((one) => one.rejects === rejects);
          expect(result.has(rejects)).toBe(by.some(({ note }) => !result.has(note)));
        }
        const at = rejections.length === 0 ? 0 : turn % rejections.length;
        expect(revokedNotes([...rejections.slice(at), ...rejections.slice(0, at)].reverse())).toEqual(result);
      }),
    );
  });
});
