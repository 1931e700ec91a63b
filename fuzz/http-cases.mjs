import { mutate, pick, randomOf, whole } from './mutations.mjs';

/** Damaged STOW-RS requests to a running system: boundaries, part headers, media types, metadata. */

const CRLF = '\r\n';

function boundaryOf(random) {
  return pick(random, ['b', 'b'.repeat(70), 'a b', '--', '=_?', 'b\\', '']);
}

function partHeader(random) {
  return pick(random, [
    'Content-Type: application/dicom',
    'content-type:application/dicom;transfer-syntax=*',
    'Content-Type: application/dicom+json',
    `Content-Location: ${'x'.repeat(whole(random, 30_000))}`,
    `Content-Type: ${'y'.repeat(whole(random, 300))}`,
    '',
    'Content-Type',
    '\0: \0',
  ]);
}

function metadata(random) {
  const depth = pick(random, [1, 10, 2000, 200_000]);
  return pick(random, [
    '[]',
    '{}',
    '[{"00100010":{"vr":"PN","Value":[{"Alphabetic":"A"}]}}]',
    '[{"7FE00010":{"vr":"OW","BulkDataURI":"x"},"0020000D":{"vr":"UI","Value":["1.2"]}}]',
    `${'['.repeat(depth)}${']'.repeat(depth)}`,
    `[${'{"00081140":{"vr":"SQ","Value":['.repeat(depth % 3000)}`,
    '[{"00100020":{"vr":"LO","Value":[1e999]}}]',
  ]);
}

function body(random, boundary, files) {
  const parts = [];
  for (let count = whole(random, 4); count > 0; count -= 1) {
    const content =
      random() < 0.3 ? Buffer.from(metadata(random)) : mutate(pick(random, files), random, files);
    parts.push(
      Buffer.from(
        `${pick(random, ['--', '', '-'])}${boundary}${pick(random, [CRLF, '\n', '', `--${CRLF}`])}`,
      ),
      Buffer.from(`${partHeader(random)}${CRLF}${pick(random, [CRLF, '', CRLF + CRLF])}`),
      content,
      Buffer.from(CRLF),
    );
  }
  return Buffer.concat([
    ...parts,
    Buffer.from(pick(random, [`--${boundary}--${CRLF}`, `--${boundary}`, '', CRLF])),
  ]);
}

/** Sends one case; the answer must be one of the protocol, never a server error. */
export async function httpCase(system, { seed, number, files }) {
  const random = randomOf(`${seed} http ${number}`);
  const boundary = boundaryOf(random);
  const type = pick(random, ['application/dicom', 'application/dicom+json', 'application/dicom+xml', '*/*']);
  const response = await system.request('/dicomweb/studies', {
    method: 'POST',
    headers: { 'Content-Type': `multipart/related; type="${type}"; boundary="${boundary}"` },
    body: body(random, boundary, files),
  });
  await response.arrayBuffer();
  if (response.status >= 500) throw new Error(`HTTP case ${number} was answered with ${response.status}`);
  return String(response.status);
}
