import type { Patient } from '@firstread/contract';
import { printPdf, type PrintFaces } from '../../print/index.js';
import type { PaperPart } from '../domain/paper.js';
import type { SignedStudy } from '../report-store.js';

export interface Paper {
  site: string;
  patient: Patient;
  study: SignedStudy;
  parts: readonly PaperPart[];
  /** When it was signed: the same paper has the same bytes. */
  made: Date;
}

/** A report on A4. */
export async function reportPdf(paper: Paper): Promise<Buffer> {
  const { patient, made, parts } = paper;
  const sheet = {
    title: 'Radiology report',
    made,
    foot: `${patient.name || 'unknown'}, ${patient.id || 'no ID'}`,
    original: 'The report in Firstread',
  };
  return printPdf(sheet, (document, faces) => {
    head(document, faces, paper);
    for (const part of parts) writePart(document, faces, part);
  });
}

function head(document: PDFKit.PDFDocument, faces: PrintFaces, { site, patient, study }: Paper): void {
  document.fontSize(15);
  faces.write('bold', site);
  document.moveDown(0.6).fontSize(9);
  line(faces, 'Patient', patient.name || 'unknown');
  line(faces, 'Patient ID', patient.id || 'none');
  line(faces, 'Born, sex', [patient.birthDate, patient.sex].filter(Boolean).join(', ') || 'not stated');
  line(
    faces,
    'Study',
    [study.studyDate, study.modalities.join('+'), study.studyDescription].filter(Boolean).join(', ') ||
      'not stated',
  );
  if (study.accessionNumber) line(faces, 'Accession', study.accessionNumber);
}

function line(faces: PrintFaces, name: string, value: string): void {
  faces.write('bold', `${name}: `, { continued: true });
  faces.write('regular', value);
}

function writePart(
  document: PDFKit.PDFDocument,
  faces: PrintFaces,
  { heading, signature, sections }: PaperPart,
): void {
  document.moveDown(1);
  document.font('bold').fontSize(13).text(heading);
  for (const section of sections) {
    document.moveDown(0.7);
    if (section.heading !== 'Addendum') document.font('bold').fontSize(10).text(section.heading);
    document.fontSize(10);
    faces.write('regular', section.text, { lineGap: 2 });
  }
  document.moveDown(0.7).fontSize(9);
  faces.write('regular', signature);
}
