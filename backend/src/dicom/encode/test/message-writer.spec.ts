import fc from 'fast-check';
import { TRANSFER_SYNTAX } from '../../dictionary/transfer-syntax.js';
import { decodeBareDataset, encodeBareDataset } from '../bare-dataset.js';
import { datasetOf, type EncodableDataset } from '../dataset.js';
import { writeBareDataset } from '../dcmjs-writer.js';

const SYNTAXES = [TRANSFER_SYNTAX.ExplicitVRLittleEndian, TRANSFER_SYNTAX.ImplicitVRLittleEndian];

const text = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'aZ 09éß漢字ו'), maxLength }).map((value) => value.trim());
const uid = fc.array(fc.nat(99), { minLength: 1, maxLength: 8 }).map((parts) => `1.${parts.join('.')}`);
/** Attributes of every way to write a value, without sequences. */
const flat = fc
  .record(
    {
      SOPInstanceUID: uid,
      ReferencedSOPClassUID: uid,
      PatientName: text(20).map((name) => ({ Alphabetic: `${name}^A`, Ideographic: name })),
      PatientID: text(30),
      StudyDate: fc.constantFrom('20260105', null),
      ImagePositionPatient: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 3 }),
      InstanceNumber: fc.integer({ min: -1000, max: 1000 }),
      ImageType: fc.constantFrom(['ORIGINAL', 'PRIMARY'], ['DERIVED']),
      Rows: fc.nat(65_535),
      PixelIntensityRelationshipSign: fc.integer({ min: -32_768, max: 32_767 }),
      SimpleFrameList: fc.array(fc.nat(2 ** 32 - 1), { maxLength: 3 }),
      ReferencePixelX0: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      RecommendedDisplayFrameRateInFloat: fc.float({ noNaN: true, noDefaultInfinity: true }),
      SliceProgressionDirection: fc.constant('APEX'),
      RealWorldValueSlope: fc.double({ noNaN: true, noDefaultInfinity: true }),
      FrameIncrementPointer: fc.constant('00181063'),
      TextValue: text(200),
      ICCProfile: fc.uint8Array({ maxLength: 9 }),
    },
    { requiredKeys: [] },
  )
  .map((attributes) => datasetOf(withoutUndefined(attributes)));

function withoutUndefined<T extends object>(attributes: T): T {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as T;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the dataset of a message', () => {
  it.each(SYNTAXES)('is, in %s, what dcmjs writes', (syntax) => {
    fc.assert(
      fc.property(flat, (dataset) => {
        expect(hex(encodeBareDataset(dataset, syntax))).toBe(hex(writeBareDataset(dataset, syntax)));
      }),
    );
  });

  it.each(SYNTAXES)('has, in %s, sequences that read as they were', (syntax) => {
    fc.assert(
      fc.property(fc.array(flat, { maxLength: 3 }), flat, (items, rest) => {
        const dataset: EncodableDataset = {
          ...rest,
          '00400275': {
            vr: 'SQ',
            items: items.map((item) => ({ ...item, '00081140': { vr: 'SQ', items } })),
          },
        };
        const read = decodeBareDataset(encodeBareDataset(dataset, syntax), syntax);
        expect(read).toEqual(decodeBareDataset(writeBareDataset(dataset, syntax), syntax));
      }),
      { numRuns: 50 },
    );
  });

  it('says a value that is longer than its VR allows', () => {
    const syntax = TRANSFER_SYNTAX.ExplicitVRLittleEndian;
    const dataset = { '00200010': { vr: 'SH', Value: ['A study ID of more than sixteen characters'] } };
    expect(decodeBareDataset(encodeBareDataset(dataset, syntax), syntax)).toEqual(dataset);
  });

  it('gives a value that needs more than 16 bits of length the VR UN', () => {
    const dataset = { '00104000': { vr: 'LT', Value: ['x'.repeat(70_000)] } };
    const bytes = encodeBareDataset(dataset, TRANSFER_SYNTAX.ExplicitVRLittleEndian);
    expect(bytes.subarray(4, 8).toString('latin1')).toBe('UN\0\0');
    expect(bytes.readUInt32LE(8)).toBe(70_000);
  });
});
