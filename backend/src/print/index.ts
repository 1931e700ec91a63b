export { MARGIN, printPdf, type Sheet } from './print-pdf.js';
export type { PrintFaces } from './print-faces.js';
