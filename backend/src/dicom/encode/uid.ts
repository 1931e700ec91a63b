/** Unique identifiers (PS3.5 section 9), made from names so that the same job yields the same UIDs. */
import { createHash } from 'node:crypto';

const MAX_UID_LENGTH = 64;
const UID_COMPONENTS = /^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+$/;

/** Whether `uid` obeys PS3.5 section 9.1: numeric components without leading zeros, 64 characters at most. */
export function isValidUid(uid: string): boolean {
  return uid.length <= MAX_UID_LENGTH && UID_COMPONENTS.test(uid) && /^[0-2]\./.test(uid);
}

/**
 * A UID of the UUID-derived form `2.25.<integer>` (PS3.5 B.2), from a SHA-256 over `namespace` and `names`.
 * Equal input gives the equal UID; each part is hashed with its length, so ('a', 'bc') differs from ('ab', 'c').
 */
export function uidFrom(namespace: string, ...names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of [namespace, ...names]) hash.update(`${Buffer.byteLength(part)}:${part};`);
  const uuid = hash.digest().subarray(0, 16);
  uuid.writeUInt8((uuid.readUInt8(6) & 0x0f) | 0x80, 6);
  uuid.writeUInt8((uuid.readUInt8(8) & 0x3f) | 0x80, 8);
  return `2.25.${BigInt(`0x${uuid.toString('hex')}`).toString()}`;
}
