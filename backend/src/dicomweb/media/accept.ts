import { DomainError } from '../../platform/index.js';

/** One media range of an Accept header (RFC 9110 section 12.5.1). */
export interface MediaRange {
  /** Lower case, without parameters; for `multipart/related` see `part`. */
  type: string;
  /** The media type of the parts, of `multipart/related; type="..."`. */
  part?: string;
  transferSyntax?: string;
  quality: number;
}

const PARAMETER = /;\s*([^=;\s]+)\s*=\s*(?:"([^"]*)"|([^;\s]*))/g;

/**
 * Reads an Accept header, the best liked first; an absent one accepts anything. Parameters may be quoted or not.
 * Ranges of quality 0 are left out.
 */
export function readAccept(header: string | undefined): MediaRange[] {
  const ranges = (header ?? '*/*')
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((range) => range.trim())
    .filter(Boolean)
    .map(readRange);
  return ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
}

function readRange(text: string): MediaRange {
  const parameters = new Map(
    [...text.matchAll(PARAMETER)].map(([, name, quoted, plain]) => [
      name?.toLowerCase(),
      quoted ?? plain ?? '',
    ]),
  );
  const type = (text.split(';')[0] ?? '').trim().toLowerCase();
  const part = parameters.get('type')?.toLowerCase();
  const transferSyntax = parameters.get('transfer-syntax');
  const quality = Number(parameters.get('q') ?? 1);
  return {
    type,
    ...(part && { part: part.split(';')[0] as string }),
    ...(transferSyntax && { transferSyntax }),
    quality: Number.isFinite(quality) ? quality : 1,
  };
}

/** True where the range takes this media type, as it is or by wildcard. */
export function takes(range: string, type: string): boolean {
  return range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

/** @throws DomainError NOT_ACCEPTABLE (406): what there is instead */
export function notAcceptable(available: string): DomainError {
  return new DomainError('NOT_ACCEPTABLE', 406, 'Media type not available', `Accept ${available}.`);
}
