import type { PriorStudy, Series } from '@firstread/contract';
import { comparable, firstSeries, hang } from '../model/hanging/hang';
import { activate, arrange, beside, content, only, reformatted, withLayout } from '../model/layout';
import { firstImage } from '../model/projection';
import type { StackImage } from '../model/image-stack';

const series = (uid: string, change: Partial<Series> = {}): Series => ({
  seriesInstanceUid: uid,
  modality: 'CT',
  number: Number(uid),
  description: null,
  bodyPart: null,
  instanceCount: 10,
  madeByFirstread: false,
  maker: null,
  hasImages: true,
  ...change,
});
const study = (...list: Series[]) => ({ studyInstanceUid: 'S', studyDescription: null, series: list });
const prior = (...list: Series[]): PriorStudy => ({
  studyInstanceUid: 'P',
  studyDescription: null,
  studyDate: '2026-01-01',
  accessionNumber: null,
  series: list,
});

function hung(list: Series[], earlier: PriorStudy | null = null) {
  const [main] = list;
  if (!main) throw new Error('A study has series');
  const { layout, cells } = hang(study(...list), main, earlier);
  return [
    layout,
    ...cells.map((cell) => cell && [cell.studyUid, cell.seriesUid, cell.window].filter(Boolean).join(' ')),
  ];
}

describe('hanging', () => {
  it('a head CT in brain and bone window, a chest CT in lung and mediastinum', () => {
    expect(hung([series('1', { bodyPart: 'HEAD' })])).toEqual(['1x2', 'S 1 brain', 'S 1 bone']);
    expect(hung([series('1', { description: 'Thorax 5mm' })])).toEqual([
      '1x2',
      'S 1 lung',
      'S 1 mediastinum',
    ]);
  });
  it('a chest radiograph with its two views, whatever their order', () => {
    const [lateral, frontal] = [
      series('1', { modality: 'DX', bodyPart: 'CHEST', description: 'CHEST LAT' }),
      series('2', { modality: 'DX', bodyPart: 'CHEST', description: 'CHEST PA' }),
    ];
    expect(hung([lateral, frontal])).toEqual(['1x2', 'S 2', 'S 1']);
  });
  it('a mammogram by side and view, and an MR of the head by weighting', () => {
    const of = (modality: string, ...words: string[]): Series[] =>
      words.map((description, at) => series(String(at + 1), { modality, bodyPart: 'HEAD', description }));
    expect(hung(of('MG', 'L MLO', 'R MLO', 'L CC', 'R CC'))).toEqual(['2x2', 'S 4', 'S 3', 'S 2', 'S 1']);
    expect(hung(of('MR', 'T1 SE', 'T2 TSE', 'FLAIR', 'DWI'))).toEqual(['2x2', 'S 4', 'S 3', 'S 2', 'S 1']);
  });
  it('a mammogram above its prior, side by side of the same view', () => {
    const of = (...words: string[]): Series[] =>
      words.map((description, at) => series(String(at + 1), { modality: 'MG', description }));
    const earlier = prior(...of('L CC', 'R CC', 'L MLO'));
    expect(hung(of('R MLO', 'R CC', 'L CC'), earlier)).toEqual(['2x2', 'S 2', 'S 3', 'P 2', 'P 1']);
    expect(hung(of('ALL VIEWS'), prior(...of('ALL VIEWS')))).toEqual(['2x2', 'S 1', 'S 1', 'P 1', 'P 1']);
  });
  it('the study on the left and its prior on the right', () => {
    const chest = series('1', { modality: 'CR', bodyPart: 'CHEST' });
    expect(hung([chest], prior(series('9', { modality: 'CR' })))).toEqual(['1x2', 'S 1', 'P 9']);
  });
  it('one series alone where no protocol fits', () => {
    expect(hung([series('1', { modality: 'US' }), series('2', { modality: 'US' })])).toEqual(['1x1', 'S 1']);
  });
  it('a prior beside by itself only for the same kind of radiograph and part of the body', () => {
    const chest = series('1', { modality: 'CR', bodyPart: 'CHEST' });
    const of = (earlier: Series) => comparable(chest, [prior(earlier)])?.studyInstanceUid ?? null;
    expect(of(series('9', { modality: 'CR', bodyPart: 'Chest' }))).toBe('P');
    expect(of(series('9', { modality: 'CR', bodyPart: 'HAND' }))).toBeNull();
    expect(of(series('9', { modality: 'CT', bodyPart: 'CHEST' }))).toBeNull();
  });
  it('begins with the largest series that has images', () => {
    const list = [
      series('1'),
      series('2', { instanceCount: 90 }),
      series('3', { hasImages: false, instanceCount: 200 }),
    ];
    expect(firstSeries({ series: list, aiResults: [] })?.seriesInstanceUid).toBe('2');
  });
});

describe('layout', () => {
  const [a, b] = [content('S', '1'), content('P', '9')];
  it('keeps what is active on the screen when it becomes smaller', () => {
    const wide = { ...arrange('1x2', [a, b]), active: 1 };
    expect(withLayout(wide, '1x1').cells).toEqual([b]);
    expect(withLayout(wide, '2x2')).toMatchObject({ cells: [a, b, null, null], active: 1 });
  });
  it('goes round the places', () => {
    expect(activate(arrange('1x2', [a, b]), -1).active).toBe(1);
  });
  it('puts a prior beside and away again', () => {
    const both = beside(arrange('1x1', [a]), b);
    expect(both).toEqual({ layout: '1x2', cells: [a, b], active: 0 });
    expect(only(both, 'S')).toEqual(arrange('1x1', [a]));
  });
  it('shows three planes and the images they are made of', () => {
    expect(reformatted(a).cells.map((cell) => cell?.plane)).toEqual([
      'axial',
      'coronal',
      'acquired',
      'sagittal',
    ]);
  });
});

test('a viewport begins with the image that was asked for, else with the view of its protocol', () => {
  const image = (sopInstanceUid: string, view: string): StackImage => ({
    imageId: sopInstanceUid,
    sopInstanceUid,
    frame: 1,
    rows: 1,
    columns: 1,
    instanceNumber: 1,
    position: null,
    orientation: null,
    dataset: { '00185101': { Value: [view] }, '00200062': { Value: ['R'] } },
  });
  const images = [image('1', 'PA'), image('2', 'LL'), image('3', 'MLO')];
  expect(firstImage(images, { projection: 'lateral', sopInstanceUid: null })).toBe(1);
  expect(firstImage(images, { projection: 'rightMlo', sopInstanceUid: null })).toBe(2);
  expect(firstImage(images, { projection: 'leftMlo', sopInstanceUid: null })).toBe(0);
  expect(firstImage(images, { projection: 'lateral', sopInstanceUid: '3' })).toBe(2);
});
