import type { AiState, Finding, TensorManifest } from '@firstread/contract';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { NOT_FOR_CLINICAL_USE } from '../dicom/index.js';

const [COLUMNS, ROWS] = [512, 256];
const MARGIN = 16;
/** Comes with the program, so that the picture is the same on a machine without fonts. */
const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

/** What a result says in words, as a picture of one byte for each pixel. It holds no score and no mark. */
export async function drawSummary(
  { name, version, manufacturer }: Pick<TensorManifest, 'name' | 'version' | 'manufacturer'>,
  result: { state: AiState; reason: string | null; findings: readonly Finding[]; finishedAt: Date },
): Promise<{ rows: number; columns: number; pixels: Uint8Array }> {
  const lines = [
    `${NOT_FOR_CLINICAL_USE}. AI result, not verified by a person`,
    `${name} ${version}, ${manufacturer}`,
    '',
    ...statements(result),
    '',
    result.finishedAt.toISOString().replace('T', ' ').slice(0, 16) + ' UTC',
  ];
  const text = await sharp({
    text: {
      text: lines.map(escaped).join('\n'),
      font: 'DejaVu Sans 15',
      fontfile: FONT,
      width: COLUMNS - 2 * MARGIN,
      dpi: 72,
      wrap: 'word-char',
    },
  })
    .greyscale()
    .png()
    .toBuffer();
  const { data } = await sharp({
    create: { width: COLUMNS, height: ROWS, channels: 3, background: 'black' },
  })
    .composite([{ input: text, left: MARGIN, top: MARGIN }])
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { rows: ROWS, columns: COLUMNS, pixels: new Uint8Array(data) };
}

function statements(result: {
  state: AiState;
  reason: string | null;
  findings: readonly Finding[];
}): string[] {
  if (result.state === 'flagged')
    return result.findings.filter((finding) => finding.flagged).map((finding) => finding.label);
  if (result.state === 'notFlagged')
    return ['Processed, no flag.', 'A missing flag says nothing about the absence of disease.'];
  return [
    `${result.state === 'failed' ? 'The algorithm failed' : 'Not evaluable'}: ${result.reason ?? 'no reason given'}`,
  ];
}

/** Pango reads markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
