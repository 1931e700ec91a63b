import type { PrintFaces } from '../print/index.js';

/** Points. */
const FIRST = 96;
const ROW = 12;
const HEAD = 20;
const SIZE = 6.5;
const GAP = 3;
const LINE = '#b8bec6';

/** Rows under heads; the first column to the left, figures to the right. Goes on over pages, with its heads on each. */
export function drawTable(
  document: PDFKit.PDFDocument,
  faces: PrintFaces,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const { left, right } = document.page.margins;
  const width = document.page.width - left - right;
  const column = (width - FIRST) / (heads.length - 1);
  let y = document.y + 4;
  const rule = () =>
    document
      .moveTo(left, y)
      .lineTo(left + width, y)
      .lineWidth(0.5)
      .stroke(LINE);
  const draw = (weight: 'regular' | 'bold', cells: readonly string[], height: number) => {
    document.fontSize(SIZE);
    for (const [index, cell] of cells.entries()) {
      const first = index === 0;
      document.x = first ? left : left + FIRST + (index - 1) * column;
      document.y = y + GAP;
      faces.write(weight, cell, {
        width: (first ? FIRST : column) - GAP,
        height: height - GAP,
        align: first ? 'left' : 'right',
        ellipsis: true,
      });
    }
    y += height;
    rule();
  };
  draw('bold', heads, HEAD);
  for (const [index, row] of rows.entries()) {
    if (y + ROW > document.page.maxY()) {
      document.addPage();
      ({ y } = document);
      draw('bold', heads, HEAD);
    }
    draw(index === 0 ? 'bold' : 'regular', row, ROW);
  }
  [document.x, document.y] = [left, y + 4];
}
