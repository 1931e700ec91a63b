/** One fingerprint for one object, by whichever door it came. */
import { createHash } from 'node:crypto';
import type { ParsedInstance } from './parsed-instance.js';

/**
 * SHA-256 (hexadecimal) of the dataset bytes as received, without preamble and meta group: senders write the
 * meta group anew at each hop, and C-STORE has none, while the dataset stays.
 */
export function datasetDigest(bytes: Uint8Array, parsed: Pick<ParsedInstance, 'datasetOffset'>): string {
  return createHash('sha256').update(bytes.subarray(parsed.datasetOffset)).digest('hex');
}
