import { SCP_SERVICES, SOP_CLASS, type ServiceRow } from '../tables.js';
import { negotiate } from './negotiation.js';

const IMPLICIT = '1.2.840.10008.1.2';
const EXPLICIT = '1.2.840.10008.1.2.1';
const JPEG_LS = '1.2.840.10008.1.2.4.80';
const CT = '1.2.840.10008.5.1.4.1.1.2';

function verdict(
  abstractSyntaxUid: string,
  transferSyntaxUids: string[],
  ...allowed: ServiceRow['service'][]
) {
  return negotiate({ abstractSyntaxUid, transferSyntaxUids }, SCP_SERVICES, new Set(allowed));
}

describe('a presentation context', () => {
  it('of storage is accepted in the first transfer syntax that the sender names and we keep', () => {
    expect(verdict(CT, ['1.2.3', JPEG_LS, EXPLICIT], 'store')).toEqual({ accept: JPEG_LS });
  });

  it('of a message service is accepted in Explicit VR where that is offered', () => {
    expect(verdict(SOP_CLASS.studyRootFind, [IMPLICIT, EXPLICIT], 'query')).toEqual({ accept: EXPLICIT });
    expect(verdict(SOP_CLASS.studyRootFind, [IMPLICIT], 'query')).toEqual({ accept: IMPLICIT });
  });

  it('is refused with the reason', () => {
    expect(verdict('1.2.3', [IMPLICIT], 'store')).toEqual({ reject: 'abstractSyntax' });
    expect(verdict(CT, ['1.2.3'], 'store')).toEqual({ reject: 'transferSyntaxes' });
    expect(verdict(SOP_CLASS.studyRootMove, [IMPLICIT], 'query')).toEqual({ reject: 'user' });
  });

  it('is decided for every SOP class by one row of the table', () => {
    const uids = SCP_SERVICES.flatMap((row) => row.sopClassUids);
    expect(new Set(uids).size).toBe(uids.length);
  });
});
