import {
  dataset,
  EXPLICIT_LE,
  greyPixels,
  IMPLICIT_LE,
  part10,
  text,
  type TestElement,
} from '../src/dicom/test/dicom-bytes.js';
import { headCtPhantom, TRANSFER_SYNTAX, type PhantomInstance } from '../src/dicom/index.js';

/** A file of four pixels; what is left out gets a value of its own, what is null is absent. */
export interface SmallImage {
  study?: string | null;
  series?: string | null;
  instance?: string | null;
  patientId?: string | null;
  patientName?: string;
  modality?: string;
  /** Study Date. */
  date?: string;
  samples?: readonly number[];
  encoding?: 'explicit' | 'implicit';
}

export function smallImage(image: SmallImage = {}): Buffer {
  const layout = image.encoding === 'implicit' ? IMPLICIT_LE : EXPLICIT_LE;
  const study = image.study === undefined ? newUid() : image.study;
  const elements = [
    text('SOPClassUID', '1.2.840.10008.5.1.4.1.1.7'),
    ...optional('SOPInstanceUID', image.instance === undefined ? newUid() : image.instance),
    ...(image.date === undefined ? [] : [text('StudyDate', image.date)]),
    text('Modality', image.modality ?? 'OT'),
    text('PatientName', image.patientName ?? 'PHANTOM^SMALL'),
    ...optional('PatientID', image.patientId === undefined ? 'PHANTOM-SMALL' : image.patientId),
    ...optional('StudyInstanceUID', study),
    ...optional('SeriesInstanceUID', image.series === undefined ? `${study}.1` : image.series),
    text('InstanceNumber', '1'),
    ...greyPixels(2, 2, image.samples ?? [1, 2, 3, 4], [], layout),
  ];
  const syntax =
    image.encoding === 'implicit'
      ? TRANSFER_SYNTAX.ImplicitVRLittleEndian
      : TRANSFER_SYNTAX.ExplicitVRLittleEndian;
  return part10(dataset(elements, layout), syntax);
}

let uids = 0;

/** A UID that nothing else of this suite has. */
export function newUid(): string {
  uids += 1;
  return `1.2.826.0.1.3680043.10.1.${process.pid}.${uids}`;
}

/** The first slices of a head phantom. */
export function headSlices(name: string, count: number): PhantomInstance[] {
  const slices: PhantomInstance[] = [];
  const acquired = { date: '20260105', time: '081500' };
  for (const slice of headCtPhantom({ seed: name, name, acquired })) {
    slices.push(slice);
    if (slices.length === count) break;
  }
  return slices;
}

function optional(keyword: string, value: string | null): TestElement[] {
  return value === null ? [] : [text(keyword, value)];
}
