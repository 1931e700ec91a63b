import type { Patient } from '@firstread/contract';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { PaperPart } from '../domain/paper.js';
import type { SignedStudy } from '../report-store.js';

const { resolve } = createRequire(import.meta.url);
const REGULAR = resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const BOLD = resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');
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

/** A report on A4, with its fonts in it. */
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
  document.registerFont('regular', REGULAR).registerFont('bold', BOLD);
  head(document, paper);
  for (const part of paper.parts) writePart(document, part);
  foot(document, paper);
  document.end();
  return whole;
}

function head(document: PDFKit.PDFDocument, { site, patient, study }: Paper): void {
  document.font('bold').fontSize(15).text(site);
  document.moveDown(0.6);
  line(document, 'Patient', patient.name || 'unknown');
  line(document, 'Patient ID', patient.id || 'none');
  line(document, 'Born, sex', [patient.birthDate, patient.sex].filter(Boolean).join(', ') || 'not stated');
  line(
    document,
    'Study',
    [study.studyDate, study.modalities.join('+'), study.studyDescription].filter(Boolean).join(', ') ||
      'not stated',
  );
  if (study.accessionNumber) line(document, 'Accession', study.accessionNumber);
}

function line(document: PDFKit.PDFDocument, name: string, value: string): void {
  document.font('bold').fontSize(9).text(`${name}: `, { continued: true });
  document.font('regular').text(value);
}

function writePart(document: PDFKit.PDFDocument, { heading, signature, sections }: PaperPart): void {
  document.moveDown(1);
  document.font('bold').fontSize(13).text(heading);
  for (const section of sections) {
    document.moveDown(0.7);
    if (section.heading !== 'Addendum') document.font('bold').fontSize(10).text(section.heading);
    document.font('regular').fontSize(10).text(section.text, { lineGap: 2 });
  }
  document.moveDown(0.7);
  document.font('regular').fontSize(9).text(signature);
}

/** On every page: whose it is, which page it is, and what Firstread is not. */
function foot(document: PDFKit.PDFDocument, { patient }: Paper): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document
      .font('regular')
      .fontSize(8)
      .text(
        `${patient.name || 'unknown'}, ${patient.id || 'no ID'} · page ${page - start + 1} of ${count} · ${NOTICE}`,
        MARGIN,
        document.page.height - MARGIN + 8,
        { lineBreak: false },
      );
  }
}
