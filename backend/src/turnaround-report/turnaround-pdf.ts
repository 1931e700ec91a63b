import { printPdf, type PrintFaces } from '../print/index.js';
import type { Period } from './domain/due.js';
import type { ReportFacts, StageFacts } from './domain/facts.js';
import {
  cellsOf,
  changeWords,
  exclusionWords,
  FACET_NAMES,
  HEADS,
  instantWords,
  pointWords,
  STAGE_NAMES,
} from './domain/words.js';
import { drawDays } from './day-chart.js';
import { drawTable } from './table.js';

/** Room that a stage needs at least on a page: its heading, its words, its drawing and a few rows. Points. */
const STAGE_HEIGHT = 230;

/** A report on A4: the figures of a period beside those of the one before. Nobody is named but who set it up. */
export async function turnaroundPdf(facts: ReportFacts): Promise<Buffer> {
  const { title, made, site, period } = facts;
  const sheet = {
    title: `Turnaround: ${title}`,
    layout: 'landscape',
    made,
    foot: `${site} · turnaround ${daysOf(period)}`,
    original: 'Firstread',
  } as const;
  return printPdf(sheet, (document, faces) => {
    head(document, faces, facts);
    for (const stage of facts.stages) writeStage(document, faces, stage, facts);
    changes(document, faces, facts);
    meaning(document, faces, facts);
  });
}

function head(document: PDFKit.PDFDocument, faces: PrintFaces, facts: ReportFacts): void {
  const { title, site, timeZone, period, before, owner, made, selection, pending } = facts;
  document.fontSize(15);
  faces.write('bold', `Turnaround: ${title}`);
  document.moveDown(0.4).fontSize(9);
  line(faces, 'Site', site);
  line(faces, 'Period', `${daysOf(period)}; before it: ${daysOf(before)}`);
  line(faces, 'Studies', selection);
  line(faces, 'Set up by', owner);
  line(faces, 'Made', instantWords(made, timeZone));
  if (pending) line(faces, 'Incomplete', 'events have come that these figures do not hold yet');
}

function line(faces: PrintFaces, name: string, value: string): void {
  faces.write('bold', `${name}: `, { continued: true });
  faces.write('regular', value);
}

function daysOf({ from, to }: Period): string {
  return `${from} to ${to}`;
}

function writeStage(
  document: PDFKit.PDFDocument,
  faces: PrintFaces,
  { stage, rows, days }: StageFacts,
  { groupBy, period }: ReportFacts,
): void {
  if (document.y + STAGE_HEIGHT > document.page.maxY()) document.addPage();
  else document.moveDown(1.2);
  document.fontSize(12);
  faces.write('bold', STAGE_NAMES[stage.id]);
  document.fontSize(8);
  faces.write('regular', `From ${pointWords(stage.start)} to ${pointWords(stage.end)}.`);
  const all = rows[0]?.now;
  if (all === undefined) faces.write('regular', 'Nothing began in this period.');
  else drawDays(document, faces, days, period);
  drawTable(
    document,
    faces,
    [`by ${FACET_NAMES[groupBy]}`, ...HEADS.slice(1)],
    rows.map((row) => cellsOf(row, groupBy)),
  );
  const left = exclusionWords(all?.excluded ?? {});
  document.fontSize(8);
  if (left !== '') faces.write('regular', `Left out: ${left}.`);
}

function changes(document: PDFKit.PDFDocument, faces: PrintFaces, { changes: all }: ReportFacts): void {
  document.moveDown(1.2).fontSize(12);
  faces.write('bold', 'Changes of models and rules in this period');
  document.fontSize(8);
  if (all.length === 0) faces.write('regular', 'None.');
  for (const change of all) faces.write('regular', changeWords(change));
}

function meaning(document: PDFKit.PDFDocument, faces: PrintFaces, { relativeError, url }: ReportFacts): void {
  document.moveDown(1.2).fontSize(12);
  faces.write('bold', 'What the figures mean');
  document.fontSize(8);
  const sentences = [
    'An interval belongs to the day in which it begins. Open ones are not in n and the quantiles; the median with open has them (Kaplan and Meier).',
    `“<5”: fewer than five intervals, of which no figure is given. Quantiles are right to ${(relativeError * 100).toFixed(1)} %; n and max are exact.`,
    'Fall-back: the share that begins or ends with an event that stands in for the right one. Changes are to the period before.',
    'Definitions of all figures: docs/metrics.md in the documentation of Firstread.',
  ];
  for (const sentence of sentences) faces.write('regular', sentence);
  if (url !== null)
    faces.write('regular', `The figures as they are now: ${url}`, { link: url, underline: true });
}
