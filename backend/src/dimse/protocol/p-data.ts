/** P-DATA-TF PDUs (PS3.8 section 9.3.5): of one dataset, written as its bytes come, or of a whole message. */

const PDU_TYPE = 0x04;
const PDU_HEADER = 6;
const PDV_HEADER = 6;
const COMMAND_FRAGMENT = 0x01;
const LAST_FRAGMENT = 0x02;
const LARGEST_PDU = 131_072;
const SMALLEST_PDU = 1024;

/** Bytes of the dataset that go into one PDU, where the receiver said `maximumPdu` (0: no limit). */
export function fragmentSize(maximumPdu: number): number {
  const limit = maximumPdu === 0 ? LARGEST_PDU : Math.min(Math.max(maximumPdu, SMALLEST_PDU), LARGEST_PDU);
  return (limit - PDV_HEADER) & ~1;
}

/** One PDU after the other; the last says so. A dataset without bytes is one empty fragment. */
export async function* dataPdus(
  contextId: number,
  dataset: AsyncIterable<Uint8Array>,
  maximumPdu: number,
): AsyncGenerator<Buffer> {
  const size = fragmentSize(maximumPdu);
  let pdu = Buffer.allocUnsafe(PDU_HEADER + PDV_HEADER + size);
  let filled = 0;
  for await (const chunk of dataset) {
    let at = 0;
    while (at < chunk.length) {
      if (filled === size) {
        yield finished(pdu, filled, contextId, 0);
        pdu = Buffer.allocUnsafe(PDU_HEADER + PDV_HEADER + size);
        filled = 0;
      }
      const part = chunk.subarray(at, at + size - filled);
      pdu.set(part, PDU_HEADER + PDV_HEADER + filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield finished(pdu, filled, contextId, LAST_FRAGMENT);
}

/** A message whose bytes are all at hand: the PDUs of its command, then those of its dataset. */
export function messagePdus(
  contextId: number,
  command: Uint8Array,
  dataset: Uint8Array,
  maximumPdu: number,
): Buffer {
  const size = fragmentSize(maximumPdu);
  return Buffer.concat([
    ...fragments(command, size, contextId, COMMAND_FRAGMENT),
    ...fragments(dataset, size, contextId, 0),
  ]);
}

function fragments(bytes: Uint8Array, size: number, contextId: number, kind: number): Buffer[] {
  const pdus: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    const pdu = Buffer.allocUnsafe(PDU_HEADER + PDV_HEADER + part.length);
    pdu.set(part, PDU_HEADER + PDV_HEADER);
    pdus.push(finished(pdu, part.length, contextId, at + size < bytes.length ? kind : kind | LAST_FRAGMENT));
  }
  return pdus;
}

function finished(pdu: Buffer, length: number, contextId: number, control: number): Buffer {
  pdu.writeUInt8(PDU_TYPE, 0);
  pdu.writeUInt8(0, 1);
  pdu.writeUInt32BE(length + PDV_HEADER, 2);
  pdu.writeUInt32BE(length + 2, PDU_HEADER);
  pdu.writeUInt8(contextId, PDU_HEADER + 4);
  pdu.writeUInt8(control, PDU_HEADER + 5);
  return pdu.subarray(0, PDU_HEADER + PDV_HEADER + length);
}
