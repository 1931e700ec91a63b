import type { Patient } from '@firstread/contract';
import PDFDocument from 'pdfkit';
import { REPLACEMENT } from '../domain/faces.js';
import type { PaperPart } from '../domain/paper.js';
import type { SignedStudy } from '../report-store.js';
import { PrintFaces } from './print-faces.js';

const MARGIN = 56;
const NOTICE = 'Firstread is not a medical device.';

export interface Paper {
  site: string;
  patient: Patient;
  study: SignedStudy;
  parts: readonly PaperPart[];
  /** When it was signed: the same paper has the same bytes. */
  made: Date;
}

/** A report on A4, with its fonts in it. What no font has is replaced, and the paper says what it was. */
export async function reportPdf(paper: Paper): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + 16 },
    bufferPages: true,
    lang: 'en',
    info: {
      Title: 'Radiology report',
      Producer: 'Firstread',
      Creator: 'Firstread',
      CreationDate: paper.made,
    },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((done, fail) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => done(Buffer.concat(chunks)));
    document.on('error', fail);
  });
  const faces = new PrintFaces(document);
  head(document, faces, paper);
  for (const part of paper.parts) writePart(document, faces, part);
  note(document, faces);
  foot(document, faces, paper);
  document.end();
  return whole;
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

/** Nothing is left out without a word. */
function note(document: PDFKit.PDFDocument, faces: PrintFaces): void {
  const { missing } = faces;
  if (missing.length === 0) return;
  document.moveDown(1).fontSize(9);
  faces.write(
    'regular',
    `Where ${REPLACEMENT} stands, this paper cannot show a character (${missing.join(', ')}). The report in Firstread has it.`,
  );
}

/** On every page: whose it is, which page it is, and what Firstread is not. */
function foot(document: PDFKit.PDFDocument, faces: PrintFaces, { patient }: Paper): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document.fontSize(8);
    [document.x, document.y] = [MARGIN, document.page.height - MARGIN + 8];
    const whose = `${patient.name || 'unknown'}, ${patient.id || 'no ID'}`;
    faces.write('regular', `${whose} · page ${page - start + 1} of ${count} · ${NOTICE}`, {
      lineBreak: false,
    });
  }
}
