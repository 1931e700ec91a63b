import { judge } from './commitment.js';

const CT = '1.2.840.10008.5.1.4.1.1.2';
const MR = '1.2.840.10008.5.1.4.1.1.4';

describe('a storage commitment', () => {
  it('commits what is stored as it says, and says why it does not', () => {
    const references = [
      { sopClassUid: CT, sopInstanceUid: '1.1' },
      { sopClassUid: CT, sopInstanceUid: '1.2' },
      { sopClassUid: CT, sopInstanceUid: '1.3' },
    ];
    const stored = [
      { sopClassUid: CT, sopInstanceUid: '1.1' },
      { sopClassUid: MR, sopInstanceUid: '1.2' },
    ];
    expect(judge({ transactionUid: '1.9', references }, stored)).toEqual({
      transactionUid: '1.9',
      committed: [references[0]],
      failed: [
        { ...references[1], reason: 0x0119 },
        { ...references[2], reason: 0x0112 },
      ],
    });
  });
});
