import { dataset, item, part10, text, type TestElement } from '../src/dicom/test/dicom-bytes.js';
import { entryOfKeyword } from '../src/dicom/index.js';
import { newUid } from './dicom.js';

/** A rejection note of IOCM; what is left out gets a value of its own. */
export interface NoteToWrite {
  study: string;
  /** SOP Instance UIDs that it names, in one series. */
  rejects: readonly string[];
  instance?: string;
  code?: string;
  scheme?: string;
  patientId?: string;
  /** The study that the evidence is said to be of. */
  evidenceStudy?: string;
  sopClass?: string;
}

export function rejectionNote(note: NoteToWrite): Buffer {
  const references = note.rejects.map((uid) => [
    text('ReferencedSOPClassUID', '1.2.840.10008.5.1.4.1.1.7'),
    text('ReferencedSOPInstanceUID', uid),
  ]);
  const series = [
    sequence('ReferencedSOPSequence', references),
    text('SeriesInstanceUID', `${note.study}.1`),
  ];
  const evidence = [
    sequence('ReferencedSeriesSequence', [series]),
    text('StudyInstanceUID', note.evidenceStudy ?? note.study),
  ];
  const title = [
    text('CodeValue', note.code ?? '113001'),
    text('CodingSchemeDesignator', note.scheme ?? 'DCM'),
    text('CodeMeaning', 'what the sender calls it'),
  ];
  return part10(
    dataset([
      text('SOPClassUID', note.sopClass ?? '1.2.840.10008.5.1.4.1.1.88.59'),
      text('SOPInstanceUID', note.instance ?? newUid()),
      text('Modality', 'KO'),
      text('PatientName', 'PHANTOM^SMALL'),
      text('PatientID', note.patientId ?? 'PHANTOM-SMALL'),
      text('StudyInstanceUID', note.study),
      text('SeriesInstanceUID', `${note.study}.900`),
      text('InstanceNumber', '1'),
      sequence('ConceptNameCodeSequence', [title]),
      sequence('CurrentRequestedProcedureEvidenceSequence', [evidence]),
    ]),
  );
}

function sequence(keyword: string, items: readonly (readonly TestElement[])[]): TestElement {
  const tag = entryOfKeyword(keyword)?.tag;
  if (tag === undefined) throw new RangeError(keyword);
  return { tag, vr: 'SQ', value: Buffer.concat(items.map((one) => item(dataset(one)))) };
}
