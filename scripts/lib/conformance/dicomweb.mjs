import { code, codes, hexadecimal, table, words } from './markdown.mjs';
import { CORS_HEADERS, dicom, dicomweb, ingest } from './tables.mjs';

/** The DICOMweb side (PS3.18). */
export function dicomwebSection() {
  return [intro(), stow(), qido(), wado(), rendered()].join('\n\n');
}

function intro() {
  return `
## DICOMweb

Base address ${code('/dicomweb')}. Requests carry a session cookie or ${code('Authorization: Bearer')} with an API token.
Errors are ${code('application/problem+json')}: what happened, to which object, and what to do.

Pages of the origins in ${code('CORS_ORIGINS')} may use it with a token:

${table(['Header', 'Value'], Object.entries(CORS_HEADERS))}
`;
}

function stow() {
  const rows = Object.entries(ingest.FAILURE_REASON).map(([refusal, reason]) => [
    hexadecimal(reason),
    `${refusal}: ${ingest.REFUSALS[refusal]}`,
  ]);
  return `
### STOW-RS

${code('POST /dicomweb/studies')} and ${code('POST /dicomweb/studies/{study}')}; the latter refuses instances of other
studies. The body is ${code('multipart/related')} with, as its type, one of ${codes(ingest.STOW_MEDIA_TYPES)}. With
${code('application/dicom+json')}, metadata come first and bulk data in parts of their own, found by Content-Location;
compressed frames are parts of the same location, one after the other.

| Status | When |
|---|---|
| 200 | All instances are stored, or were stored before |
| 202 | Some are refused |
| 409 | None is stored |
| 400 | The body cannot be divided, metadata are no DICOM JSON, or a header is not valid |
| 401, 403 | Not signed in; may not store |
| 415 | Another media type |
| 503 | The disk is past its watermark: send again later |

The answer is the Store Instances Response Module as DICOM JSON: Referenced SOP Sequence, Failed SOP Sequence, Other
Failures Sequence (of what cannot be identified). Words are in the private block ${code('FIRSTREAD')}: (0009,1001) the
reason of a refusal, (0009,1002) ${code('DUPLICATE')} of what was stored before.

${table(['Failure Reason', 'When'], rows)}

Header ${code('Firstread-Intake: prior')} or ${code('reading')}: whether new studies are archived as priors or put on the
worklist; without it their age decides.
`;
}

function qido() {
  const attributes = Object.entries(dicomweb.QIDO_ATTRIBUTES).map(([level, keywords]) => [
    words(level),
    codes(keywords),
  ]);
  const resources = [
    '/studies',
    '/series',
    '/instances',
    '/studies/{study}/series',
    '/studies/{study}/instances',
    '/studies/{study}/series/{series}/instances',
  ];
  return `
### QIDO-RS

Resources: ${codes(resources)}, as ${code('application/dicom+json')} or ${code('application/json')}.

| Parameter | |
|---|---|
| {attribute} | Keyword or tag, with a dot into a sequence: the keys of [Search](#search). Another is a 400 that names it |
| ${code('includefield')} | Keywords or tags, several or with commas; ${code('all')} |
| ${code('fuzzymatching=true')} | Names: the key is split at spaces, commas and carets, and every word must be the start of a word of one component group, in any order |
| ${code('limit')} | ${dicomweb.LARGEST_PAGE} where absent, and at most |
| ${code('offset')} | 0 where absent |

The total is in ${code('X-Total-Count')}. A page that is not the last one has a Warning 299 that says how many follow.
Every match carries, besides its keys and Retrieve URL:

${table(['Level', 'Attributes'], attributes)}
`;
}

function wado() {
  const explicit = dicom.TRANSFER_SYNTAX.ExplicitVRLittleEndian;
  const instance = '/studies/{study}/series/{series}/instances/{instance}';
  return `
### WADO-RS

| Resource | Media types |
|---|---|
| ${codes(['/studies/{study}', '/studies/{study}/series/{series}'])} | ${code('multipart/related; type="application/dicom"')} |
| ${code(instance)} | likewise, or ${code('application/dicom')}; of documents and video ${codes(['application/pdf', 'video/*'])} |
| ${code('…/metadata')} of each | ${codes(['application/dicom+json', 'application/json'])}, with gzip where it is accepted; larger values by BulkDataURI |
| ${code(`${instance}/bulkdata?offset=&length=&vr=`)} | ${code('application/octet-stream')}, single or multipart; little endian |
| ${code(`${instance}/frames/{list}`)} | ${code('application/octet-stream')} or the media type of the compression (see [Transfer syntaxes](#transfer-syntaxes)), multipart, or single where one frame is asked for |

Transfer syntax: as stored without the parameter or with ${code('transfer-syntax=*')}; ${code(explicit)} is made on
request where the pixels can be decoded. Frames of signed pixels in a JPEG 2000 codestream that calls them unsigned are
decoded unless their syntax is asked for by name: viewers would show them wrong. What cannot be given is a 406 that says what
there is.

ETag and If-None-Match (304) on every resource; one byte range (206, 416) on what is not multipart; HEAD. What has been
rejected is a 404.
`;
}

function rendered() {
  const { RENDERING, THUMBNAIL, IMAGE_TYPES } = dicomweb;
  return `
### Rendered

${code('…/rendered')} of a series (multipart, its images), an instance and frames; ${code('…/thumbnail')} of a study,
series, instance and frame, ${THUMBNAIL} pixels unless a viewport is given. Media types: ${codes(IMAGE_TYPES)}.

| Parameter | |
|---|---|
| ${code('window')} | center, width, and ${code('linear')}, ${code('linear-exact')} or ${code('sigmoid')} |
| ${code('viewport')} | width, height and, as wanted, x, y, width, height of the part to show; negative sizes turn it over; ${RENDERING.largestSide} pixels at most |
| ${code('quality')} | 1 to 100, of JPEG; ${RENDERING.quality} where absent |

Another parameter is a 400 that names it. Presentation states are not applied, and annotations are not burnt in.
`;
}
