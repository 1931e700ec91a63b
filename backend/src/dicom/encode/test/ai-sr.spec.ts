import { readFileSync } from 'node:fs';
import { getNumber, getPersonName, getSequence, getString } from '../../json/getters.js';
import { parsePart10 } from '../../parse/part10.js';
import { ALGORITHM_SCORE, UNITS, sct } from '../concepts.js';
import { encodeSeg } from '../seg.js';
import { encodeAiSr } from '../sr/ai-sr.js';
import type { AiSrFinding, AiSrInput } from '../sr/ai-sr-input.js';
import { uidFrom } from '../uid.js';
import { dciodvfy, dsrdump } from './judges.js';
import {
  ALGORITHM,
  ctSlice,
  derivedObject,
  describeReal,
  lesionSegment,
  realImage,
  realImages,
  realPaths,
  rectangleMask,
} from './samples.js';
import type { DicomJsonDataset } from '../../json/dicom-json.js';

const OPACITY = { scheme: 'SCT', value: '128309002', meaning: 'Opacity' };
const SLICES = [0, 1, 2].map((index) => ctSlice(index));

function encode(input: Partial<AiSrInput> & Pick<AiSrInput, 'source'>) {
  return encodeAiSr({
    algorithm: ALGORITHM,
    object: derivedObject('SR'),
    outcome: { state: 'flagged' },
    findings: [scored('flagged')],
    ...input,
  });
}

function scored(kind: AiSrFinding['kind'], value = 0.93): AiSrFinding {
  return {
    kind,
    concept: OPACITY,
    findingSite: sct('39607008', 'Lung'),
    trackingIdentifier: 'Opacity',
    trackingUid: uidFrom('spec', 'tracking', 'opacity'),
    measurements: [{ concept: ALGORITHM_SCORE, value, unit: UNITS.score }],
  };
}

/** A SEG of a rectangle on the first `count` images, and a flagged finding that refers to it. */
function outlined(
  source: readonly DicomJsonDataset[],
  count: number,
  kind: 'volumetric' | 'planar',
): AiSrFinding {
  const masks = source.slice(0, count).map((image) => ({
    SOPInstanceUID: getString(image, 'SOPInstanceUID') ?? '',
    mask: rectangleMask(getNumber(image, 'Rows') ?? 0, getNumber(image, 'Columns') ?? 0, [2, 3, 4, 5]),
  }));
  const trackingUid = uidFrom('spec', 'tracking', 'lesion');
  const seg = encodeSeg({
    source,
    segments: [lesionSegment(masks, { trackingUid })],
    algorithm: ALGORITHM,
    object: derivedObject('SEG'),
  });
  const segment = seg?.segments[0];
  if (seg === undefined || segment === undefined) throw new Error('There is no SEG');
  return {
    kind: 'flagged',
    concept: sct('52988006', 'Lesion'),
    findingSite: sct('12738006', 'Brain'),
    laterality: sct('7771000', 'Left'),
    trackingIdentifier: 'Hyperdensity 1',
    trackingUid,
    measurements: [
      { concept: sct('118565006', 'Volume'), value: 12.3456789012345678, unit: UNITS.millilitre },
    ],
    roi: { seg, segment, kind },
  };
}

describe('encodeAiSr', () => {
  it('says flagged, by which algorithm, unverified, preliminary and not for clinical use', () => {
    const { bytes } = encode({ source: SLICES });
    const text = dsrdump(bytes);
    expect(text).toContain('Opacity');
    expect(text).toContain('"0.93"');
    expect(text).toContain('Flagged by the algorithm');
    expect(text).toContain('Not for clinical use');
    expect(text).toMatch(/Algorithm Name"\)="Head CT hyperdensity finder"/);
    expect(text).toMatch(/Verification Flag *: UNVERIFIED/);
    expect(text).toMatch(/Completion Flag *: COMPLETE/);
    expect(text).toMatch(/Preliminary Flag *: PRELIMINARY/);
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it('writes a run without a flag as processed, never as a negative finding', () => {
    const { bytes } = encode({
      source: SLICES,
      outcome: { state: 'notFlagged' },
      findings: [scored('notFlagged', 0.04)],
    });
    const text = dsrdump(bytes);
    expect(text).toContain('Processed, no flag');
    expect(text).not.toMatch(/negative|absent|normal/i);
    expect(text).not.toContain('"Finding")');
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it('writes a run that could not be evaluated as partial, with the reason', () => {
    const { bytes } = encode({
      source: SLICES,
      outcome: { state: 'notEvaluable', reason: 'the skull is not closed in any slice' },
      findings: [],
    });
    const text = dsrdump(bytes);
    expect(text).toContain('Not evaluable: the skull is not closed in any slice');
    expect(text).toMatch(/Completion Flag *: PARTIAL/);
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it.each([
    ['volumetric', 2, SLICES, '121191'],
    ['planar', 1, SLICES.slice(0, 1), '121214'],
  ] as const)(
    'refers to the SEG of a %s finding and lists it as evidence',
    (kind, count, source, concept) => {
      const finding = outlined(source, count, kind);
      const { bytes } = encode({ source, findings: [finding] });
      const text = dsrdump(bytes);
      expect(text).toContain(concept);
      expect(text.indexOf(finding.trackingUid)).toBeLessThan(text.indexOf(concept));
      const { dataset } = parsePart10(bytes);
      const evidence = getSequence(dataset, 'CurrentRequestedProcedureEvidenceSequence')
        .flatMap((study) => getSequence(study, 'ReferencedSeriesSequence'))
        .flatMap((series) => getSequence(series, 'ReferencedSOPSequence'))
        .map((item) => getString(item, 'ReferencedSOPInstanceUID'));
      expect(evidence).toEqual([
        ...source.map((image) => getString(image, 'SOPInstanceUID')),
        derivedObject('SEG').SOPInstanceUID,
      ]);
      expect(dciodvfy(bytes).errors).toEqual([]);
    },
  );

  it('writes the same bytes for the same input', () => {
    expect(Buffer.compare(encode({ source: SLICES }).bytes, encode({ source: SLICES }).bytes)).toBe(0);
  });

  it('names the reports it supersedes', () => {
    const before = encode({ source: SLICES, object: derivedObject('SR', 'run-0') });
    const { bytes } = encode({ source: SLICES, predecessors: [before.reference] });
    expect(getSequence(parsePart10(bytes).dataset, 'PredecessorDocumentsSequence')).toHaveLength(1);
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it('refuses findings that contradict the outcome, and repeated tracking UIDs', () => {
    expect(() => encode({ source: SLICES, findings: [] })).toThrow('no finding is');
    expect(() => encode({ source: SLICES, outcome: { state: 'notFlagged' } })).toThrow('the outcome is not');
    expect(() => encode({ source: SLICES, outcome: { state: 'notEvaluable', reason: 'x' } })).toThrow(
      'not evaluated',
    );
    expect(() => encode({ source: SLICES, findings: [scored('flagged'), scored('flagged')] })).toThrow(
      'same tracking UID',
    );
  });

  it('refuses images of two patients or two studies', () => {
    expect(() => encode({ source: [...SLICES, ctSlice(7, { PatientID: 'OTHER' })] })).toThrow(
      'more than one patient',
    );
    const StudyInstanceUID = uidFrom('spec', 'other');
    expect(() => encode({ source: [...SLICES, ctSlice(7, { StudyInstanceUID })] })).toThrow(
      'more than one study',
    );
  });
});

describeReal('encodeAiSr on real studies', () => {
  it.each(['ct-head-lesion', 'ct-head-phantom', 'ct-chest-effusion'])('%s', (folder) => {
    const source = realImages(folder);
    const { bytes } = encode({ source, findings: [outlined(source, 3, 'volumetric')] });
    expect(dsrdump(bytes)).toContain('Lesion');
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it.each(['dx-chest-nih/test1.dcm', 'dx-chest-nih/test2.dcm', 'cr-chest/RG1_J2KI.dcm'])('%s', (path) => {
    const source = [realImage(path)];
    const { bytes } = encode({ source, findings: [scored('flagged'), outlined(source, 1, 'planar')] });
    expect(dsrdump(bytes)).toContain('Opacity');
    expect(dciodvfy(bytes).errors).toEqual([]);
  });

  it('keeps every patient name of the character set samples, in all its groups', () => {
    for (const path of realPaths('charsets')) {
      const { dataset } = parsePart10(readFileSync(path), { requireUids: false });
      const PatientName = getPersonName(dataset, 'PatientName');
      if (PatientName === undefined) continue;
      const { bytes } = encode({ source: [ctSlice(0, { PatientName: { ...PatientName } })] });
      expect(getPersonName(parsePart10(bytes).dataset, 'PatientName')).toEqual(PatientName);
      expect(dciodvfy(bytes).errors).toEqual([]);
    }
  });

  it('passes the judges with a name in three groups', () => {
    const name = { Alphabetic: 'Wang^XiaoDong', Ideographic: '王^小東', Phonetic: '' };
    const { bytes } = encode({ source: [ctSlice(0, { PatientName: name })] });
    expect(getString(parsePart10(bytes).dataset, 'SpecificCharacterSet')).toBe('ISO_IR 192');
    expect(dsrdump(bytes)).toContain('王');
    expect(dciodvfy(bytes).errors).toEqual([]);
  });
});
