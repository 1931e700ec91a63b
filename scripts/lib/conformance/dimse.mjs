import { code, codes, hexadecimal, seconds, table, words } from './markdown.mjs';
import { dicom, dimse, settings } from './tables.mjs';
import { searchSection } from './search.mjs';

const { ASSOCIATION } = dimse;

/** The DIMSE side (PS3.2 annex N.4). */
export function dimseSection() {
  return [
    associations(),
    services(),
    searchSection(),
    worklist(),
    steps(),
    commitment(),
    statuses(),
    tls(),
  ].join('\n\n');
}

function associations() {
  return `
## DIMSE

### Associations

| | |
|---|---|
| AE title | ${code(settings.DIMSE_AE_TITLE)} (${code('DIMSE_AE_TITLE')}); an association that calls another is rejected |
| Port | ${settings.DIMSE_PORT} (${code('DIMSE_PORT')}), with TLS ${code('DIMSE_TLS_PORT')} |
| Application context | ${code('1.2.840.10008.3.1.1.1')} |
| Maximum PDU received | ${ASSOCIATION.maximumPduBytes} bytes; sent: as the peer says |
| Associations at the same time | ${settings.DIMSE_MAX_ASSOCIATIONS} in all (${code('DIMSE_MAX_ASSOCIATIONS')}); per peer as set up, ${ASSOCIATION.ofUnknownPeer} for each unknown AE title; more are rejected as transient |
| Without A-ASSOCIATE-RQ | the connection is closed after ${seconds(ASSOCIATION.greetingMs)} (ARTIM) |
| Silent | the connection is closed after ${seconds(ASSOCIATION.idleMs)} |
| Asynchronous operations | declined: one operation at a time |
| Role selection | as SCP for C-GET: storage SOP classes for which the peer proposes the SCP role |
| SOP class extended negotiation, user identity | not used |
| Largest object | ${settings.MAX_OBJECT_BYTES} bytes (${code('MAX_OBJECT_BYTES')}) |

**Peers.** A peer is an AE title with the services that it may use and, where they are named, the addresses it may call
from; a presentation context of another service is rejected by the user. Rejections (unknown, switched off, another
address, limits) are in the audit trail. AE titles that are no peer may C-ECHO and C-STORE in demo mode and are rejected
in production (${code('DIMSE_UNKNOWN_PEERS')}).
`;
}

function services() {
  const uids = (row) =>
    row.sopClassUids === dicom.STORAGE_SOP_CLASS_UIDS
      ? 'every one of [Storage SOP classes](#storage-sop-classes)'
      : codes(row.sopClassUids);
  const scp = dimse.SCP_SERVICES.map((row) => [
    row.title,
    row.operations.join(', '),
    uids(row),
    row.transferSyntaxUids === dicom.ACCEPTED_TRANSFER_SYNTAX_UIDS
      ? 'all of [Transfer syntaxes](#transfer-syntaxes): the first proposed that is known'
      : `${row.transferSyntaxUids.map((uid) => dicom.transferSyntaxKeyword(uid)).join(', ')}: best first`,
  ]);
  const scu = dimse.SCU_SERVICES.map((row) => [row.title, row.operations.join(', '), uids(row)]);
  return `
### Services as SCP

${table(['Service', 'Operations', 'SOP classes', 'Transfer syntaxes'], scp)}

Objects are kept as they were received, byte for byte (storage level 2, full). An object that comes again with the same
content is a success and changes nothing.

### Services as SCU

${table(['Service', 'Operations', 'SOP classes'], scu)}

Objects go out as they are stored where the receiver takes their transfer syntax, else decoded as Explicit or Implicit VR
Little Endian; each SOP class is proposed in every transfer syntax that its instances have, one context each. C-MOVE sends
only to peers that are destinations, C-GET on the association itself.

### SOP classes by name

${table(
  ['Name', 'UID'],
  Object.entries(dimse.SOP_CLASS).map(([name, uid]) => [words(name), code(uid)]),
)}`;
}

function worklist() {
  const returned = Object.entries(dimse.worklistDataset({ scheduledAt: '' })).map(([tag]) =>
    dicom.keywordOfTag(tag),
  );
  const [step] = dimse.worklistDataset({ scheduledAt: '' })[
    dicom.tagOfKeyword('ScheduledProcedureStepSequence')
  ].Value;
  return `
### Modality worklist

Matching keys: ${codes(Object.values(dimse.WORKLIST_KEYS))}. Wildcards in text, lists of station AE titles and
modalities, ranges of date and time, which together are one range of moments. Names match without case and accents. An
order without a station is on the list of every station.

Returned where asked for: ${codes(returned)}. Within Scheduled Procedure Step Sequence:
${codes(Object.keys(step).map((tag) => dicom.keywordOfTag(tag)))}.
`;
}

function steps() {
  return `
### Modality performed procedure step

N-CREATE with Performed Procedure Step Status IN PROGRESS, N-SET until COMPLETED or DISCONTINUED; a step that is over may
not be changed. The step is tied to its order by Study Instance UID or accession number of Scheduled Step Attributes
Sequence; one without an order is kept. A study whose steps are over is complete once all that they list is here.
`;
}

function commitment() {
  return `
### Storage commitment

N-ACTION (action type 1) on the well-known instance ${code(dimse.STORAGE_COMMITMENT_INSTANCE)}, of known peers. The result
follows as N-EVENT-REPORT: on an association of ours to the address of the peer, with role selection, or on the one that
asked where the peer listens nowhere else; again and again with growing pauses until the peer has answered; a restart loses none. An
instance is committed to once its bytes and its row are safe.
`;
}

function statuses() {
  const rows = dimse.STATUS_ROWS.map(({ operation, status, meaning }) => [
    operation,
    hexadecimal(status),
    meaning,
  ]);
  return `
### Statuses

Success is 0000. Error Comment (0000,0902) says the reason in words. What C-STORE refuses is quarantined, not lost;
only what is too large is not kept.

${table(['Operation', 'Status', 'When'], rows)}
`;
}

function tls() {
  return `
### Security

TLS on a port of its own: the profile of BCP 195 without downgrading (PS3.15 section B.9), nothing below
${dimse.TLS_LEAST_VERSION.replace('v', ' ')}, these suites: ${codes(dimse.TLS_CIPHERS)}.
With ${code('DIMSE_TLS_CA')} callers must show a certificate of those authorities.
`;
}
