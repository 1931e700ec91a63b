import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { orthancInstalled, withOrthanc } from './orthanc.mjs';
import { machine, openFolder, quantile, say, storescu, withSystem } from './own-system.mjs';
import { seriesFolders, sizeOf, uidsOf } from './series.mjs';

/**
 * How fast a series goes out: all instances of 300 CT slices by WADO-RS, its metadata, and one frame after the other,
 * from Firstread and from Orthanc. A folder of DICOM files as argument is used instead.
 */

const ROUNDS = { series: 5, metadata: 15, frames: 1 };
const MEGABYTE = 1e6;
const agent = new Agent({ keepAlive: true });
const MULTIPART = 'multipart/related; type="application/dicom"; transfer-syntax=*';
const OCTETS = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';

/** Bytes of the answer, which are counted and let go: neither server should wait for the client's memory. */
async function get(url, headers) {
  const sending = request(url, { headers, agent });
  sending.end();
  const [response] = await once(sending, 'response');
  if (response.statusCode !== 200) throw new Error(`${url} was answered with ${response.statusCode}`);
  let bytes = 0;
  response.on('data', (chunk) => (bytes += chunk.length));
  await once(response, 'end');
  return bytes;
}

async function timed(name, rounds, work) {
  const seconds = [];
  let bytes = 0;
  await work();
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    bytes = await work();
    seconds.push((performance.now() - started) / 1000);
  }
  const median = quantile(seconds, 0.5);
  say(`${name}: median ${(median * 1000).toFixed(0)} ms, ${(bytes / MEGABYTE).toFixed(1)} MB`);
  return median;
}

/** Times of one server, whose DICOMweb root is `root`. */
async function measure(name, root, folder, headers) {
  const { study, series } = uidsOf(folder);
  const url = `${root}/studies/${study}/series/${series}`;
  const accepting = (accept) => ({ ...headers, Accept: accept });
  const metadata = await (
    await fetch(`${url}/metadata`, { headers: accepting('application/dicom+json') })
  ).json();
  if (metadata.length !== sizeOf(folder).instances)
    throw new Error(`${name} lists ${metadata.length} instances`);
  const instances = metadata.map((dataset) => dataset['00080018'].Value[0]);
  return {
    series: await timed(`${name}, series`, ROUNDS.series, () => get(url, accepting(MULTIPART))),
    metadata: await timed(`${name}, metadata`, ROUNDS.metadata, () =>
      get(`${url}/metadata`, accepting('application/dicom+json')),
    ),
    frames: await timed(`${name}, frame by frame`, ROUNDS.frames, async () => {
      let bytes = 0;
      for (const uid of instances) bytes += await get(`${url}/instances/${uid}/frames/1`, accepting(OCTETS));
      return bytes;
    }),
  };
}

async function main() {
  const folder = openFolder('series');
  try {
    const [series] = await seriesFolders(folder, 1, process.argv[2]);
    const size = sizeOf(series);
    say(`${machine()}; ${size.instances} instances, ${(size.bytes / MEGABYTE).toFixed(1)} MB`);
    const ours = await withSystem({}, { pages: false }, async (system, port) => {
      await storescu(series, { port, calledAeTitle: 'FIRSTREAD' });
      const headers = { Authorization: `Bearer ${system.credentials().apiToken}` };
      return measure('Firstread', `${system.address}/dicomweb`, series, headers);
    });
    if (!(await orthancInstalled())) return say('Orthanc is not installed here, so it was not measured.');
    const theirs = await withOrthanc(async ({ port, dicomweb }) => {
      await storescu(series, { port, calledAeTitle: 'ORTHANC' });
      return measure('Orthanc', dicomweb, series, {});
    });
    const goals = { series: 2, metadata: 3, frames: undefined };
    for (const [what, goal] of Object.entries(goals)) {
      const times = (theirs[what] / ours[what]).toFixed(1);
      say(`${what}: ${times} times as fast as Orthanc${goal ? ` (goal: ${goal})` : ''}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
