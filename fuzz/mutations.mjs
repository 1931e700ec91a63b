import { createHash } from 'node:crypto';

/** Seeded damage to bytes. The same seed and number always give the same case. */

/** A generator of numbers from 0 up to 1, from the digests of `seed` and a counter. */
export function randomOf(seed) {
  let numbers = [];
  let block = 0;
  return () => {
    if (numbers.length === 0) {
      const digest = createHash('sha256').update(`${seed} ${block++}`).digest();
      numbers = Array.from({ length: 8 }, (_, index) => digest.readUInt32LE(4 * index) / 2 ** 32);
    }
    return numbers.pop();
  };
}

export const whole = (random, below) => Math.floor(random() * below);
export const pick = (random, list) => list[whole(random, list.length)];

const VRS =
  'AE AS AT CS DA DS DT FL FD IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST TM UC UI UL UN UR US UT UV'.split(
    ' ',
  );
const LENGTHS = [0, 1, 2, 7, 0xfffe, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Cuts the end off. */
function truncated(bytes, random) {
  return bytes.subarray(0, whole(random, bytes.length));
}

/** Some bytes become others. */
function scattered(bytes, random) {
  const copy = Buffer.from(bytes);
  for (let count = 1 + whole(random, 12); count > 0; count -= 1)
    copy[nearStart(copy, random)] = whole(random, 256);
  return copy;
}

/** A length field of two or four bytes says something else. */
function otherLength(bytes, random) {
  const copy = Buffer.from(bytes);
  const at = positionOfVr(copy, random) ?? nearStart(copy, random);
  const length = pick(random, LENGTHS);
  if (random() < 0.5 && at + 4 <= copy.length) copy.writeUInt16LE(length & 0xffff, at + 2);
  else if (at + 8 <= copy.length) copy.writeUInt32LE(length, at + 4);
  return copy;
}

/** A value representation becomes another. */
function otherVr(bytes, random) {
  const copy = Buffer.from(bytes);
  for (let count = 1 + whole(random, 3); count > 0; count -= 1) {
    const at = positionOfVr(copy, random);
    if (at !== undefined) copy.write(pick(random, VRS), at, 'latin1');
  }
  return copy;
}

/** Sequences within sequences, up to thousands of them, in the middle of the dataset. */
function nested(bytes, random) {
  const depth = pick(random, [1, 10, 63, 64, 65, 500, 5000]);
  const level = Buffer.from('08004011' + '5351' + '0000' + 'ffffffff' + 'feff00e0' + 'ffffffff', 'hex');
  const at = (positionOfVr(bytes, random) ?? 4) - 4;
  return Buffer.concat([
    bytes.subarray(0, at),
    ...Array.from({ length: depth }, () => level),
    bytes.subarray(at),
  ]);
}

/** A stretch stands twice, or is missing. */
function spliced(bytes, random) {
  const at = nearStart(bytes, random);
  const end = Math.min(bytes.length, at + 1 + whole(random, 200));
  const again = random() < 0.5 ? bytes.subarray(at, end) : Buffer.alloc(0);
  return Buffer.concat([bytes.subarray(0, at), again, again, bytes.subarray(end)]);
}

/** The end is of another file. */
function joined(bytes, random, others) {
  const other = pick(random, others);
  return Buffer.concat([
    bytes.subarray(0, whole(random, bytes.length)),
    other.subarray(whole(random, other.length)),
  ]);
}

const MUTATIONS = [truncated, scattered, otherLength, otherVr, nested, spliced, joined];

/** `bytes` damaged in one to three ways. */
export function mutate(bytes, random, others) {
  let result = bytes;
  for (let count = 1 + whole(random, 3); count > 0; count -= 1)
    result = pick(random, MUTATIONS)(result, random, others);
  return result;
}

/** Headers matter more than pixels: half of the positions are in the first kilobytes. */
function nearStart(bytes, random) {
  return whole(random, random() < 0.5 ? Math.min(bytes.length, 4096) : bytes.length);
}

/** Where two letters stand that may be a value representation, somewhere behind a random place. */
function positionOfVr(bytes, random) {
  const from = nearStart(bytes, random);
  const end = Math.min(bytes.length - 1, from + 2000);
  for (let at = from; at < end; at += 1) {
    if (isUpper(bytes[at]) && isUpper(bytes[at + 1]) && VRS.includes(bytes.toString('latin1', at, at + 2)))
      return at;
  }
  return undefined;
}

function isUpper(byte) {
  return byte >= 0x41 && byte <= 0x5a;
}
