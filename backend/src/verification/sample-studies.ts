import { samplesSchema, type Samples } from '@firstread/contract';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chestDxPhantom,
  getString,
  headCtPhantom,
  parsePart10,
  type DicomJsonDataset,
} from '../dicom/index.js';
import type { CandidateSeries, SourceImage } from '../inference/index.js';

/** A study that a model is tried on. */
export interface SampleStudy {
  name: string;
  /** What the package says; undefined for phantoms, of which nobody says anything. */
  eligible?: boolean;
  flagged?: boolean | undefined;
  images: SourceImage[];
}

/** The studies of `samples/`, as the package says; none where it has none. Throws an Error for what cannot be read. */
export async function packageSamples(folder: string): Promise<SampleStudy[]> {
  const path = join(folder, 'samples', 'samples.json');
  if (!existsSync(path)) return [];
  const parsed = samplesSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(`samples/samples.json: ${parsed.error.issues[0]?.message}`);
  return Promise.all(parsed.data.samples.map((sample) => readSample(folder, sample)));
}

async function readSample(folder: string, sample: Samples['samples'][number]): Promise<SampleStudy> {
  const at = join(folder, 'samples', sample.folder);
  if (!existsSync(at)) throw new Error(`there is no folder samples/${sample.folder}`);
  const files = (await readdir(at, { withFileTypes: true })).filter((file) => file.isFile());
  const images: SourceImage[] = [];
  for (const { name } of files) {
    const bytes = await readFile(join(at, name));
    images.push(sourceOf(bytes));
  }
  return { name: sample.folder, eligible: sample.eligible, flagged: sample.flagged, images };
}

/** The phantoms that every installation has: a head CT with a bright lesion and a chest film with an opacity. */
export function phantomSamples(): SampleStudy[] {
  const acquired = { date: '20260105', time: '081500' };
  const head = [...headCtPhantom({ seed: 'verification-head', name: 'VERIFYHEAD', acquired })];
  const chest = chestDxPhantom({ seed: 'verification-chest', name: 'VERIFYCHEST', acquired });
  return [
    { name: 'phantom head CT', images: head.map((one) => sourceOf(one.bytes)) },
    { name: 'phantom chest radiograph', images: [sourceOf(chest.bytes)] },
  ];
}

/** A DICOM file as the pipeline reads it. */
export function sourceOf(bytes: Uint8Array): SourceImage {
  const parsed = parsePart10(bytes);
  return { sopInstanceUid: getString(parsed.dataset, 'SOPInstanceUID') ?? '', bytes, parsed };
}

/** The series of a study as eligibility sees them. */
export function candidatesOf(study: SampleStudy): CandidateSeries[] {
  const series = new Map<string, CandidateSeries>();
  for (const { parsed } of study.images) {
    const { dataset } = parsed;
    const uid = getString(dataset, 'SeriesInstanceUID') ?? '';
    const known = series.get(uid);
    const image = imageOf(dataset);
    series.set(uid, {
      seriesInstanceUid: uid,
      modality: getString(dataset, 'Modality') ?? '',
      images: [...(known?.images ?? []), image],
    });
  }
  return [...series.values()];
}

function imageOf(attributes: DicomJsonDataset): CandidateSeries['images'][number] {
  return {
    sopClassUid: getString(attributes, 'SOPClassUID') ?? '',
    numberOfFrames: Number(getString(attributes, 'NumberOfFrames') ?? 1) || 1,
    attributes,
  };
}
