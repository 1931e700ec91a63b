import type { Eligibility } from '@firstread/contract';
import fc from 'fast-check';
import { tagOfKeyword, type DicomJsonDataset } from '../../dicom/index.js';
import { selectSeries, type CandidateSeries } from '../planner/eligibility.js';
import { shippedModel } from '../../../test/shipped-models.js';

const attributes = (values: Record<string, (string | number)[]>): DicomJsonDataset =>
  Object.fromEntries(
    Object.entries(values).map(([keyword, Value]) => [tagOfKeyword(keyword), { vr: 'LO', Value }]),
  );

const headHeader = {
  BodyPartExamined: ['HEAD'],
  Rows: [512],
  Columns: [512],
  SliceThickness: [5],
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
};
const headCt = (
  change: Record<string, (string | number)[]> = {},
  slices = 20,
  modality = 'CT',
): CandidateSeries => ({
  seriesInstanceUid: '1.2',
  modality,
  images: Array.from({ length: slices }, () => ({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    numberOfFrames: 1,
    attributes: attributes({ ...headHeader, ...change }),
  })),
});

describe('eligibility', () => {
  let head: Eligibility;
  let chest: Eligibility;
  beforeAll(async () => {
    head = (await shippedModel('head-ct-hyperdensity')).manifest.eligibility;
    chest = (await shippedModel('cxr-opacity-triage')).manifest.eligibility;
  });

  it('takes an axial head CT without contrast, tilted or not', () => {
    expect(selectSeries(head, [headCt()])).toEqual({ eligible: true, seriesUid: '1.2' });
    const tilted = { ImageOrientationPatient: [1, 0, 0, 0, 0.948, -0.317] };
    expect(selectSeries(head, [headCt(tilted)])).toMatchObject({ eligible: true });
  });

  it.each([
    ['modality is MR', headCt({}, 20, 'MR')],
    ['body part is CHEST', headCt({ BodyPartExamined: ['CHEST'] })],
    ['body part is not stated', headCt({ BodyPartExamined: [] })],
    ['the matrix is 256 × 256', headCt({ Rows: [256], Columns: [256] })],
    ['not square', headCt({ Columns: [640] })],
    ['7 slices', headCt({}, 7)],
    ['slices are 1 mm thick', headCt({ SliceThickness: [1] })],
    ['slice thickness is not stated', headCt({ SliceThickness: [] })],
    ['slices are coronal', headCt({ ImageOrientationPatient: [1, 0, 0, 0, 0, -1] })],
    ['orientation of the slices is not stated', headCt({ ImageOrientationPatient: [] })],
    ['a contrast agent was given', headCt({ ContrastBolusAgent: ['Iodine'] })],
  ])('refuses and says: %s', (reason, series) => {
    expect(selectSeries(head, [series])).toEqual({
      eligible: false,
      reason: expect.stringContaining(reason) as string,
    });
  });

  const film = (modality: string, header: Record<string, (string | number)[]>): CandidateSeries => ({
    ...headCt({ Rows: [1024], Columns: [1024], ...header }, 1, modality),
  });

  it('takes a frontal chest film, and one that states no view', () => {
    expect(
      selectSeries(chest, [film('DX', { BodyPartExamined: ['CHEST'], ViewPosition: ['PA'] })]),
    ).toMatchObject({
      eligible: true,
    });
    expect(selectSeries(chest, [film('CR', { BodyPartExamined: ['chest '] })])).toMatchObject({
      eligible: true,
    });
  });

  it.each([
    ['view is LL', film('DX', { BodyPartExamined: ['CHEST'], ViewPosition: ['LL'] })],
    ['body part is RIBCAGE', film('DX', { BodyPartExamined: ['RIBCAGE'] })],
    ['modality is CT', film('CT', { BodyPartExamined: ['CHEST'] })],
  ])('is not led astray by one wrong header value: %s', (reason, series) => {
    expect(selectSeries(chest, [series])).toEqual({
      eligible: false,
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('chooses the eligible series with most images, whatever else is there and in whatever order', () => {
    const large = { ...headCt({}, 30), seriesInstanceUid: '1.9' };
    const others = [headCt(), headCt({}, 3), headCt({ BodyPartExamined: ['NECK'] }, 90), film('DX', {})];
    fc.assert(
      fc.property(fc.shuffledSubarray(others), fc.nat(4), (some, at) => {
        const series = [...some.slice(0, at), large, ...some.slice(at)];
        expect(selectSeries(head, series)).toEqual({ eligible: true, seriesUid: '1.9' });
      }),
    );
  });

  it('says so where there are no images', () => {
    expect(selectSeries(head, [])).toEqual({ eligible: false, reason: 'the study has no images' });
  });
});
