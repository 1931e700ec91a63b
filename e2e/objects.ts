import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as dicom from '../backend/dist/dicom/index.js';
import { judge } from './drivers.js';
import { expect, type RunningSystem } from './fixtures.js';
import { PATIENCE_MS } from './worklist.js';

/** The build has no types here. */
const parsed = dicom.parsePart10 as (bytes: Uint8Array) => { dataset: unknown };

interface Listed {
  series: string;
  instance: string;
}

export type DicomJson = Record<string, { Value?: unknown[] } | undefined>;

/** Instances of one modality in a study, as QIDO-RS lists them. */
export async function listed(system: RunningSystem, study: string, modality: string): Promise<Listed[]> {
  const found = await qido(system, `instances?Modality=${modality}&StudyInstanceUID=${study}`);
  return found.map((one) => ({
    series: String(one['0020000E']?.Value?.[0]),
    instance: String(one['00080018']?.Value?.[0]),
  }));
}

export async function qido(system: RunningSystem, query: string): Promise<DicomJson[]> {
  const answer = await system.request(`/dicomweb/${query}`);
  if (answer.status === 204) return [];
  if (!answer.ok) throw new Error(`QIDO-RS answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as DicomJson[];
}

export async function metadataOf(system: RunningSystem, study: string, series: string): Promise<DicomJson[]> {
  const answer = await system.request(`/dicomweb/studies/${study}/series/${series}/metadata`);
  return (await answer.json()) as DicomJson[];
}

/** UIDs of instances that a dataset refers to, at any depth. */
function referenced(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referenced);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([tag, element]) =>
    tag === '00081155' ? ((element as { Value?: string[] }).Value ?? []) : referenced(element),
  );
}

/** SOP Instance UIDs of all that readers find in a study. */
async function inArchive(system: RunningSystem, study: string): Promise<Set<string>> {
  const answer = await system.request(`/dicomweb/studies/${study}/metadata`);
  const instances = (await answer.json()) as Record<string, { Value?: string[] }>[];
  return new Set(instances.map((one) => one['00080018']?.Value?.[0] ?? ''));
}

/**
 * Waits for results of the modality, fetches them over WADO-RS, and lets the stock validators judge them. All that they
 * refer to must be in the archive.
 */
export async function expectValidResults(
  system: RunningSystem,
  study: string,
  modality: 'SR' | 'SEG' | 'DOC',
): Promise<void> {
  await expect
    .poll(async () => (await listed(system, study, modality)).length, { timeout: PATIENCE_MS })
    .toBeGreaterThan(0);
  const folder = mkdtempSync(join(tmpdir(), 'firstread-e2e-objects-'));
  try {
    for (const { series, instance } of await listed(system, study, modality)) {
      const answer = await system.request(
        `/dicomweb/studies/${study}/series/${series}/instances/${instance}`,
        { headers: { Accept: 'application/dicom' } },
      );
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/dicom/);
      const file = join(folder, `${modality}-${instance}.dcm`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      writeFileSync(file, bytes);
      const references = referenced(parsed(bytes).dataset);
      if (modality !== 'DOC') expect(references.length).toBeGreaterThan(0);
      const there = await inArchive(system, study);
      expect(references.filter((uid) => !there.has(uid))).toEqual([]);
      const { output } = await judge('dciodvfy', [file]);
      expect(output.split('\n').filter((line) => line.includes('Error'))).toEqual([]);
      if (modality === 'SR') expect(await judge('dsrdump', [file])).toMatchObject({ code: 0 });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
