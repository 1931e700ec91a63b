import PDFDocument from 'pdfkit';
import { REPLACEMENT } from './domain/faces.js';
import { PrintFaces } from './print-faces.js';

/** Points, on every side. */
export const MARGIN = 56;
const NOTICE = 'Firstread is not a medical device.';

export interface Sheet {
  title: string;
  layout?: 'portrait' | 'landscape';
  /** The same paper has the same bytes. */
  made: Date;
  /** On every page, before its number. */
  foot: string;
  /** Named where the paper cannot show a character: who has it. */
  original: string;
}

/** A4, with its fonts in it. What no font has is replaced, and the paper says what it was. */
export async function printPdf(
  sheet: Sheet,
  draw: (document: PDFKit.PDFDocument, faces: PrintFaces) => void,
): Promise<Buffer> {
  const { title, layout = 'portrait', made } = sheet;
  const document = new PDFDocument({
    size: 'A4',
    layout,
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + 16 },
    bufferPages: true,
    lang: 'en',
    info: { Title: title, Producer: 'Firstread', Creator: 'Firstread', CreationDate: made },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((done, fail) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => done(Buffer.concat(chunks)));
    document.on('error', fail);
  });
  const faces = new PrintFaces(document);
  draw(document, faces);
  note(document, faces, sheet);
  foot(document, faces, sheet);
  document.end();
  return whole;
}

/** Nothing is left out without a word. */
function note(document: PDFKit.PDFDocument, faces: PrintFaces, { original }: Sheet): void {
  const { missing } = faces;
  if (missing.length === 0) return;
  document.moveDown(1).fontSize(9);
  faces.write(
    'regular',
    `Where ${REPLACEMENT} stands, this paper cannot show a character (${missing.join(', ')}). ${original} has it.`,
  );
}

/** On every page: whose it is, which page it is, and what Firstread is not. */
function foot(document: PDFKit.PDFDocument, faces: PrintFaces, { foot: whose }: Sheet): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document.fontSize(8);
    [document.x, document.y] = [MARGIN, document.page.height - MARGIN + 8];
    faces.write('regular', `${whose} · page ${page - start + 1} of ${count} · ${NOTICE}`, {
      lineBreak: false,
    });
  }
}
