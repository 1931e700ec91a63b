import type { DicomManifest } from '@firstread/contract';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ALGORITHM_SCORE,
  derivedObjectUids,
  encodeAiSr,
  parsePart10,
  uidFrom,
  UNITS,
} from '../../dicom/index.js';
import type { VerificationTools } from '../model-under-test.js';
import { dicomStarterManifest } from './starter-manifest.js';
import { starterFilm, writeJson, writeStarter } from './starter-model.js';
import { DICOM_README } from './starter-text.js';

/** Writes a product that passes verification: its manifest, samples, and the report that it sends of one of them. */
export async function writeDicomStarter(
  folder: string,
  id: string,
  open: VerificationTools['open'],
): Promise<DicomManifest> {
  const onnx = await writeStarter(folder, id, open);
  const manifest = dicomStarterManifest(onnx);
  await rm(join(folder, onnx.file.name));
  await rm(join(folder, 'golden'), { recursive: true });
  await writeJson(join(folder, 'manifest.json'), manifest);
  await writeJson(join(folder, 'samples', 'samples.json'), {
    samples: [
      { folder: 'chest', eligible: true, flagged: true },
      { folder: 'head-ct', eligible: false },
    ],
  });
  await mkdir(join(folder, 'results', 'chest'), { recursive: true });
  await writeFile(join(folder, 'results', 'chest', 'report.dcm'), reportOf(manifest));
  await writeFile(join(folder, 'README.md'), DICOM_README);
  return manifest;
}

/** What a product might send of the film: SR, TID 1500, with a finding and its score. */
function reportOf({ id, version, product, findings }: DicomManifest): Uint8Array {
  const [finding] = findings;
  if (!finding) throw new Error('The starter has a finding');
  const { concept, label } = finding;
  return encodeAiSr({
    source: [parsePart10(starterFilm().bytes).dataset],
    algorithm: {
      id,
      version,
      name: product.modelName,
      manufacturer: product.manufacturer,
      digest: product.sha256,
    },
    object: {
      ...derivedObjectUids(id, 'SR'),
      SeriesNumber: 900,
      created: { date: '20260105', time: '081800' },
    },
    outcome: { state: 'flagged' },
    findings: [
      {
        kind: 'flagged',
        concept,
        trackingIdentifier: label,
        trackingUid: uidFrom('firstread/starter', id, label),
        measurements: [{ concept: ALGORITHM_SCORE, value: 0.97, unit: UNITS.score }],
      },
    ],
  }).bytes;
}
