import type { TurnaroundGroup } from '@firstread/contract';
import type { PrintFaces } from '../print/index.js';
import { dayAfter } from '../turnaround/index.js';
import type { Period } from './domain/due.js';
import { durationWords } from './domain/words.js';

/** Points. */
const HEIGHT = 60;
const AXIS = 48;
const SIZE = 6.5;
const LINES = [
  { name: 'median', of: 'median', colour: '#1f6feb' },
  { name: 'p90', of: 'p90', colour: '#b35900' },
] as const;

/** Median and p90 of each day. Days without enough intervals are gaps. */
export function drawDays(
  document: PDFKit.PDFDocument,
  faces: PrintFaces,
  groups: readonly TurnaroundGroup[],
  period: Period,
): void {
  const top = Math.max(0, ...groups.map(({ p90 }) => p90 ?? 0));
  if (top === 0) return;
  const { left, right } = document.page.margins;
  const width = document.page.width - left - right - AXIS;
  const days = daysOf(period);
  const base = document.y + 8 + HEIGHT;
  const x = (day: string) => left + AXIS + ((days.indexOf(day) + 0.5) * width) / days.length;
  const y = (seconds: number) => base - (seconds / top) * HEIGHT;
  document
    .lineWidth(0.5)
    .moveTo(left + AXIS, base)
    .lineTo(left + AXIS + width, base)
    .stroke('#b8bec6');
  for (const { of, colour } of LINES) {
    let former: string | undefined;
    for (const { key, [of]: seconds } of groups) {
      if (seconds === null) continue;
      document.circle(x(key), y(seconds), 1.4).fill(colour);
      const last = former && groups.find((one) => one.key === former)?.[of];
      if (former && last && dayAfter(former) === key)
        document.lineWidth(1).moveTo(x(former), y(last)).lineTo(x(key), y(seconds)).stroke(colour);
      former = key;
    }
  }
  document.fillColor('black').fontSize(SIZE);
  const label = (text: string, at: [number, number], align: 'left' | 'right', wide: number) => {
    [document.x, document.y] = at;
    faces.write('regular', text, { width: wide, align, lineBreak: false });
  };
  label(durationWords(top), [left, base - HEIGHT - 3], 'right', AXIS - 4);
  label('0', [left, base - 3], 'right', AXIS - 4);
  label(`${period.from}`, [left + AXIS, base + 3], 'left', 100);
  label(period.to, [left + AXIS + width - 100, base + 3], 'right', 100);
  let place = left + AXIS + width / 2 - 60;
  for (const { name, colour } of LINES) {
    document.rect(place, base + 5, 8, 2).fill(colour);
    document.fillColor('black');
    label(`${name} of the day`, [place + 11, base + 3], 'left', 80);
    place += 80;
  }
  [document.x, document.y] = [left, base + 14];
}

function daysOf({ from, to }: Period): string[] {
  const days = [from];
  while ((days.at(-1) as string) < to) days.push(dayAfter(days.at(-1) as string));
  return days;
}
