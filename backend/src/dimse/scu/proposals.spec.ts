import fc from 'fast-check';
import type { StoredInstance } from '../../archive/index.js';
import { shipments } from './proposals.js';

const instance = fc
  .record({ sopClass: fc.integer({ min: 1, max: 60 }), syntax: fc.integer({ min: 1, max: 8 }) })
  .map(({ sopClass, syntax }): StoredInstance => ({
    id: 'id',
    studyInstanceUid: '1',
    seriesInstanceUid: '1.1',
    sopInstanceUid: '1.1.1',
    sopClassUid: `1.2.${sopClass}`,
    transferSyntaxUid: `1.9.${syntax}`,
    hasPixels: true,
    numberOfFrames: 1,
    bytes: 1000,
    receivedAt: new Date(0),
  }));

describe('shipments', () => {
  it('carry every instance once, in order, each with a context in its own transfer syntax', () => {
    fc.assert(
      fc.property(fc.array(instance, { maxLength: 200 }), (instances) => {
        const all = shipments(instances);
        expect(all.flatMap((one) => one.instances)).toEqual(instances);
        for (const { proposals, instances: carried } of all) {
          expect(proposals.length).toBeLessThanOrEqual(128);
          for (const { sopClassUid, transferSyntaxUid } of carried) {
            expect(proposals).toContainEqual({ sopClassUid, transferSyntaxUids: [transferSyntaxUid] });
            expect(proposals).toContainEqual({ sopClassUid, transferSyntaxUids: ['1.2.840.10008.1.2.1'] });
          }
        }
      }),
    );
  });
});
