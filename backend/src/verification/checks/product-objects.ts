import type { DicomManifest } from '@firstread/contract';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  equipmentOf,
  getString,
  parsePart10,
  readResult,
  type DicomJsonDataset,
  type ReadResult,
} from '../../dicom/index.js';
import { productResult } from '../../results/index.js';
import { counted } from '../domain/counted.js';
import type { VerificationTools } from '../model-under-test.js';
import type { SampleStudy } from '../sample-studies.js';

/**
 * Reads what the product sends of each sample, as the platform would. Undefined where the package has no `results/`.
 * Throws an Error with a sentence for an object that would not be known, not be read, or join no study, and for a sample
 * that comes out otherwise than stated.
 */
export async function checkProductObjects(
  folder: string,
  manifest: DicomManifest,
  samples: readonly SampleStudy[],
  tools: VerificationTools,
): Promise<string | undefined> {
  const at = join(folder, 'results');
  if (!existsSync(at)) return undefined;
  const said: string[] = [];
  for (const name of (await readdir(at)).sort()) {
    const sample = samples.find((one) => one.name === name);
    if (!sample) throw new Error(`results/${name} belongs to no sample: name it as a folder of samples/`);
    const objects: ReadResult[] = [];
    for (const file of (await readdir(join(at, name))).sort()) {
      const bytes = await readFile(join(at, name, file));
      objects.push(readObject(`results/${name}/${file}`, parsePart10(bytes).dataset, manifest, sample));
      const errors = (await tools.validate(bytes)) ?? [];
      if (errors.length > 0)
        said.push(`${file} has ${counted(errors.length, 'error')} by dciodvfy: ${errors[0]}`);
    }
    said.unshift(`${name}: ${counted(objects.length, 'object')}, ${outcome(manifest, sample, objects)}`);
  }
  return said.join('; ');
}

function readObject(
  path: string,
  object: DicomJsonDataset,
  { product }: DicomManifest,
  { images }: SampleStudy,
): ReadResult {
  const read = readResult(object);
  if (!read)
    throw new Error(
      `${path} is of SOP class ${getString(object, 'SOPClassUID')}, which holds no AI result: send SR, SEG, KOS, SC or GSPS`,
    );
  const { manufacturer, modelName } = equipmentOf(object);
  if (manufacturer !== product.manufacturer || modelName !== product.modelName)
    throw new Error(
      `${path} names itself "${manufacturer}", "${modelName}" and would not be known: product.manufacturer and product.modelName are "${product.manufacturer}", "${product.modelName}"`,
    );
  for (const keyword of ['StudyInstanceUID', 'PatientID']) {
    const [own, its] = [object, images[0]?.parsed.dataset ?? {}].map((of) => getString(of, keyword));
    if (own !== its)
      throw new Error(`${path} has another ${keyword} than its sample and would go to quarantine`);
  }
  return read;
}

function outcome(
  manifest: DicomManifest,
  { name, flagged }: SampleStudy,
  objects: readonly ReadResult[],
): string {
  const { state, findings } = productResult(manifest, objects);
  if (flagged !== undefined && (state === 'flagged') !== flagged)
    throw new Error(
      `sample ${name} is read as ${state} and must ${flagged ? '' : 'not '}be flagged: compare the codes under findings with those of the report`,
    );
  if (state === 'unreadable') return 'there for a person to read';
  const stated = findings.filter((finding) => finding.flagged).map(({ label }) => label);
  return stated.length > 0 ? `flagged: ${stated.join(', ')}` : 'read, no flag';
}
