/** Language, observer, procedure and image library of a report (PS3.16 TID 1204, 1002, 1004, 1500, 1600). */
import type { DicomJsonDataset } from '../../json/dicom-json.js';
import { getItem, getString } from '../../json/getters.js';
import { deviceUid, type AlgorithmIdentity } from '../algorithm.js';
import { dcm, sct, type CodedConcept } from '../concepts.js';
import { groupBy, type InstanceReference } from '../source.js';
import {
  codeContentItem,
  containerItem,
  imageItem,
  personNameItem,
  textItem,
  uidrefItem,
  type ContentItem,
} from './content-item.js';

const IMAGING: CodedConcept = sct('363679005', 'Imaging');

/** Modality as a code (PS3.16 CID 29) and the imaging procedure it stands for (CID 100). */
const MODALITIES: Readonly<Record<string, { meaning: string; procedure: CodedConcept }>> = {
  CR: { meaning: 'Computed Radiography', procedure: sct('168537006', 'Plain radiography') },
  CT: { meaning: 'Computed Tomography', procedure: sct('77477000', 'Computed tomography') },
  DX: { meaning: 'Digital Radiography', procedure: sct('168537006', 'Plain radiography') },
  MG: { meaning: 'Mammography', procedure: sct('71651007', 'Mammography') },
  MR: { meaning: 'Magnetic Resonance', procedure: sct('113091000', 'Magnetic resonance imaging') },
  NM: { meaning: 'Nuclear Medicine', procedure: sct('373205008', 'Nuclear medicine procedure') },
  PT: { meaning: 'Positron emission tomography', procedure: sct('82918005', 'Positron emission tomography') },
  US: { meaning: 'Ultrasound', procedure: sct('16310003', 'Ultrasonography') },
};

export function languageItem(): ContentItem {
  return codeContentItem('HAS CONCEPT MOD', dcm('121049', 'Language of Content Item and Descendants'), {
    scheme: 'RFC5646',
    value: 'en-US',
    meaning: 'English (United States)',
  });
}

/** The algorithm as the observer (TID 1002 Observer Context, TID 1004 Device Observer). */
export function deviceObserver(algorithm: AlgorithmIdentity): ContentItem[] {
  return [
    codeContentItem('HAS OBS CONTEXT', dcm('121005', 'Observer Type'), dcm('121007', 'Device')),
    uidrefItem('HAS OBS CONTEXT', dcm('121012', 'Device Observer UID'), deviceUid(algorithm)),
    textItem(
      'HAS OBS CONTEXT',
      dcm('121013', 'Device Observer Name'),
      `${algorithm.id} ${algorithm.version}`,
    ),
    textItem('HAS OBS CONTEXT', dcm('121014', 'Device Observer Manufacturer'), algorithm.manufacturer),
    textItem('HAS OBS CONTEXT', dcm('121015', 'Device Observer Model Name'), algorithm.name),
    textItem('HAS OBS CONTEXT', dcm('121016', 'Device Observer Serial Number'), algorithm.digest),
  ];
}

/** A person as the observer (TID 1002 Observer Context, TID 1003 Person Observer). */
export function personObserver(name: string): ContentItem[] {
  return [
    codeContentItem('HAS OBS CONTEXT', dcm('121005', 'Observer Type'), dcm('121006', 'Person')),
    personNameItem('HAS OBS CONTEXT', dcm('121008', 'Person Observer Name'), name),
  ];
}

export function procedureItem(image: DicomJsonDataset, stated: CodedConcept | undefined): ContentItem {
  const modality = MODALITIES[getString(image, 'Modality') ?? ''];
  const procedure = stated ?? studyProcedure(image) ?? modality?.procedure ?? IMAGING;
  return codeContentItem('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), procedure);
}

function studyProcedure(image: DicomJsonDataset): CodedConcept | undefined {
  const item = getItem(image, 'ProcedureCodeSequence');
  if (item === undefined) return undefined;
  const value = getString(item, 'CodeValue');
  const scheme = getString(item, 'CodingSchemeDesignator');
  const meaning = getString(item, 'CodeMeaning');
  return value === undefined || scheme === undefined || meaning === undefined
    ? undefined
    : { scheme, value, meaning };
}

/** All images the algorithm read, a group for each series (TID 1600, 1601, 1602). */
export function imageLibrary(
  image: DicomJsonDataset,
  references: readonly InstanceReference[],
  targetRegion: CodedConcept | undefined,
): ContentItem {
  const code = getString(image, 'Modality') ?? '';
  const modality = MODALITIES[code];
  const descriptors = [
    ...(modality === undefined
      ? []
      : [codeContentItem('HAS ACQ CONTEXT', dcm('121139', 'Modality'), dcm(code, modality.meaning))]),
    ...(targetRegion === undefined
      ? []
      : [codeContentItem('HAS ACQ CONTEXT', dcm('123014', 'Target Region'), targetRegion)]),
  ];
  const groups = [...groupBy('SeriesInstanceUID', references).values()].map((members) =>
    containerItem(dcm('126200', 'Image Library Group'), [
      ...descriptors,
      ...members.map((reference) => imageItem(undefined, reference)),
    ]),
  );
  return containerItem(dcm('111028', 'Image Library'), groups);
}
