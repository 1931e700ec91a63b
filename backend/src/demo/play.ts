import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { departmentMorning, type PhantomStudy } from './morning.js';
import { storeFiles, type Peer } from './store-scu.js';

/** Plays the morning over C-STORE, as a scanner would send it; `say` gets a line for each study. */
export async function playMorning(peer: Peer, now: Date, say: (line: string) => void): Promise<void> {
  say('Playing a department morning of phantoms. They are synthetic: no patients, not for clinical use.');
  const studies = departmentMorning(now.toISOString(), now);
  for (const [index, study] of studies.entries()) {
    await wait(study.pauseSeconds * 1000);
    say(`Phantom ${index + 1} of ${studies.length}: ${study.title}`);
    await send(study, peer);
  }
  say('The morning of phantoms is over. Play it again with npm run demo.');
}

async function send(study: PhantomStudy, peer: Peer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'firstread-phantom-'));
  try {
    const paths: string[] = [];
    for (const { bytes, SOPInstanceUID } of study.instances()) {
      const path = join(folder, `${SOPInstanceUID}.dcm`);
      await writeFile(path, bytes);
      paths.push(path);
    }
    await storeFiles(paths, peer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
