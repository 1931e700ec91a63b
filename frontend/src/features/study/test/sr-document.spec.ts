import type { DicomDataset } from '../model/dicom-json';
import { readableObject, srDocument } from '../model/sr-document';

const code = (value: string, meaning: string) => ({
  Value: [{ '00080100': { Value: [value] }, '00080104': { Value: [meaning] } }],
});
const content = (type: string, concept: string, more: DicomDataset = {}): DicomDataset => ({
  '0040A040': { Value: [type] },
  '0040A043': code('X', concept),
  ...more,
});
const number = (value: unknown, unit: string) =>
  content('NUM', 'Volume', {
    '0040A300': { Value: [{ '0040A30A': { Value: [value] }, '004008EA': code(unit, 'unit') }] },
  });

const report = (...children: DicomDataset[]): DicomDataset => ({
  '0040A040': { Value: ['CONTAINER'] },
  '0040A043': code('126000', 'Imaging Measurement Report'),
  '0040A491': { Value: ['COMPLETE'] },
  '0040A493': { Value: ['UNVERIFIED'] },
  '0040A730': { Value: children },
});

const valuesOf = (...children: DicomDataset[]) =>
  srDocument(report(...children))?.content.map(({ value }) => value);

describe('a structured report', () => {
  it('shows numbers with the digits that it has, and their units', () => {
    expect(
      valuesOf(number(12345.678, 'mm2'), number('0.10', 'ml'), number(3, '1'), number(4, '{ratio}')),
    ).toEqual(['12345.678 mm2', '0.10 ml', '3', '4 unit']);
  });

  it('says why a number is missing', () => {
    const missing = content('NUM', 'Volume', { '0040A301': code('114006', 'Measurement failure') });
    expect(valuesOf(missing)).toEqual(['Measurement failure']);
  });

  it('reads texts, codes, names, dates and references', () => {
    const image = {
      '00081150': { Value: ['1.2.840.10008.5.1.4.1.1.2'] },
      '00081155': { Value: ['1.2.3'] },
      '00081160': { Value: [2] },
    };
    const read = srDocument(
      report(
        content('TEXT', 'Finding', { '0040A160': { Value: ['Opacity\nleft'] } }),
        content('CODE', 'Observer Type', {
          '0040A043': code('121005', 'Observer Type'),
          '0040A168': code('121007', 'Device'),
        }),
        content('PNAME', 'Person', { '0040A123': { Value: [{ Alphabetic: 'Doe^Jane' }] } }),
        content('DATETIME', 'Made', { '0040A120': { Value: ['20261127133045'] } }),
        content('IMAGE', 'Source', { '00081199': { Value: [image] } }),
        { '0040A010': { Value: ['SELECTED FROM'] }, '0040DB73': { Value: [1, 2, 1] } },
      ),
    );
    expect(read?.content.map(({ value }) => value)).toEqual([
      'Opacity\nleft',
      'Device',
      'Doe Jane',
      '2026-11-27 13:30:45',
      null,
      '1.2.1',
    ]);
    expect(read?.content[4]?.reference).toEqual({
      sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
      sopInstanceUid: '1.2.3',
      frames: [2],
    });
    expect(read).toMatchObject({
      title: 'Imaging Measurement Report',
      complete: true,
      verified: false,
      byDevice: true,
    });
  });

  it('keeps what is nested, and ends where an object has no end', () => {
    let nested = content('TEXT', 'Innermost', { '0040A160': { Value: ['deep'] } });
    for (let depth = 0; depth < 100; depth += 1)
      nested = content('CONTAINER', `Level ${depth}`, { '0040A730': { Value: [nested] } });
    let depth = 0;
    for (let at = srDocument(report(nested))?.content[0]; at; at = at.children[0]) depth += 1;
    expect(depth).toBe(32);
  });
});

it('tells documents from what cannot be read', () => {
  expect(
    readableObject({ '00420012': { Value: ['application/pdf'] }, '00420010': { Value: ['Letter'] } }),
  ).toMatchObject({
    kind: 'pdf',
    title: 'Letter',
  });
  expect(readableObject({ '00420012': { Value: ['model/stl'] } }).kind).toBe('unreadable');
});
