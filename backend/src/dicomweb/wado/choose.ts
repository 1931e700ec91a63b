import { canDecode, TRANSFER_SYNTAX, videoMediaType, type FrameSyntax } from '../../dicom/index.js';
import type { StoredInstance } from '../../archive/index.js';
import { notAcceptable, takes, type MediaRange } from '../media/accept.js';

const DICOM = 'application/dicom';
const OCTETS = 'application/octet-stream';
const EXPLICIT: string = TRANSFER_SYNTAX.ExplicitVRLittleEndian;

/** How objects are sent. `media`: as the document or video that the object carries. */
export type ObjectForm =
  { form: 'multipart' | 'single'; explicit: boolean } | { form: 'media'; type: string };

/**
 * Chooses the form of objects from what the client accepts (PS3.18 section 8.7.6). Without a transfer syntax, or with
 * `*`, they are sent as stored; besides the stored one there is Explicit VR Little Endian.
 * @throws DomainError NOT_ACCEPTABLE (406)
 */
export function chooseObjectForm(
  ranges: readonly MediaRange[],
  instances: readonly StoredInstance[],
  single: boolean,
): ObjectForm {
  for (const range of ranges) {
    const form = objectForm(range, single);
    if (!form) continue;
    if (form.form === 'media') return form;
    const syntax = range.transferSyntax ?? '*';
    const stored = instances.every(({ transferSyntaxUid }) => syntax === '*' || transferSyntaxUid === syntax);
    if (stored) return form;
    const writable = ({ transferSyntaxUid, hasPixels }: StoredInstance): boolean =>
      !hasPixels || canDecode(transferSyntaxUid);
    if (syntax === EXPLICIT && instances.every(writable)) return { ...form, explicit: true };
  }
  const syntaxes = [...new Set(instances.map(({ transferSyntaxUid }) => transferSyntaxUid))].join(', ');
  throw notAcceptable(
    `multipart/related; type="${DICOM}"${single ? ` or ${DICOM}` : ''}, with transfer-syntax=* ` +
      `(stored here: ${syntaxes}) or ${EXPLICIT} where the pixels can be decoded`,
  );
}

function objectForm({ type, part }: MediaRange, single: boolean): ObjectForm | undefined {
  if (type === '*/*') return { form: 'multipart', explicit: false };
  if (type === 'multipart/related' || type === 'multipart/*')
    return takes(part ?? '*/*', DICOM) ? { form: 'multipart', explicit: false } : undefined;
  if (!single) return undefined;
  if (takes(type, DICOM)) return { form: 'single', explicit: false };
  return type === 'application/pdf' || type.startsWith('video/') ? { form: 'media', type } : undefined;
}

/** How frames are sent. */
export interface FrameForm {
  form: 'multipart' | 'single';
  /** Media type of a part, without its transfer syntax. */
  mediaType: string;
  syntax: FrameSyntax;
}

const MEDIA_TYPES: readonly (readonly [string, RegExp])[] = [
  ['image/jpeg', /^1\.2\.840\.10008\.1\.2\.4\.(5\d|6\d|70)$/],
  ['image/jls', /\.4\.8[01]$/],
  ['image/jp2', /\.4\.9[01]$/],
  ['image/jpx', /\.4\.9[23]$/],
  ['image/jphc', /\.4\.20[123]$/],
  ['image/jxl', /\.4\.11[012]$/],
  ['image/dicom-rle', /^1\.2\.840\.10008\.1\.2\.5$/],
];

/** Media type that frames of a transfer syntax have besides octets; undefined of uncompressed ones. */
export function frameMediaType(transferSyntaxUid: string): string | undefined {
  const compressed = MEDIA_TYPES.find(([, syntaxes]) => syntaxes.test(transferSyntaxUid))?.[0];
  return compressed ?? videoMediaType(transferSyntaxUid);
}

/**
 * Chooses the form of frames: as stored (with `*`, decoded where stored they would be misread), also under the media type of the compression, or decoded where Explicit VR
 * Little Endian is asked for by name (PS3.18 section 8.7.3.3).
 * @throws DomainError NOT_ACCEPTABLE (406)
 */
export function chooseFrameForm(ranges: readonly MediaRange[], storedSyntax: string): FrameForm {
  const own = frameMediaType(storedSyntax);
  for (const { type, part, transferSyntax = '*' } of ranges) {
    const multipart = type === '*/*' || type.startsWith('multipart/');
    const wanted = multipart ? (part ?? '*/*') : type;
    const form = multipart ? 'multipart' : 'single';
    const asStored = transferSyntax === '*' || transferSyntax === storedSyntax;
    if (takes(wanted, OCTETS) && asStored)
      return { form, mediaType: OCTETS, syntax: transferSyntax === '*' ? 'readable' : 'stored' };
    if (takes(wanted, OCTETS) && transferSyntax === EXPLICIT && (!own || canDecode(storedSyntax)))
      return { form, mediaType: OCTETS, syntax: 'decoded' };
    if (own && takes(wanted, own) && asStored) return { form, mediaType: own, syntax: 'stored' };
  }
  const others = own ? `, ${own} as stored, or transfer-syntax=${EXPLICIT} decoded` : '';
  throw notAcceptable(
    `multipart/related; type="${OCTETS}"; transfer-syntax=* (stored here: ${storedSyntax})${others}`,
  );
}
