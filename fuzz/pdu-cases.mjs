import { connect } from 'node:net';
import { mutate, pick, randomOf, whole } from './mutations.mjs';

/** Damaged protocol data units (PS3.8 section 9.3) to a running DIMSE process. */

const CT_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
const VERIFICATION = '1.2.840.10008.1.1';
const EXPLICIT_LE = '1.2.840.10008.1.2.1';
const IMPLICIT_LE = '1.2.840.10008.1.2';
const QUIET_MS = 60;

function item(type, content) {
  const header = Buffer.alloc(4);
  header[0] = type;
  header.writeUInt16BE(Math.min(content.length, 0xffff), 2);
  return Buffer.concat([header, content]);
}

function pdu(type, content) {
  const header = Buffer.alloc(6);
  header[0] = type;
  header.writeUInt32BE(content.length, 2);
  return Buffer.concat([header, content]);
}

function context(id, abstractSyntax, transferSyntax) {
  const names = [item(0x30, Buffer.from(abstractSyntax)), item(0x40, Buffer.from(transferSyntax))];
  return item(0x20, Buffer.concat([Buffer.from([id, 0, 0, 0]), ...names]));
}

function associateRequest() {
  const maximum = Buffer.alloc(4);
  maximum.writeUInt32BE(16_384);
  const user = Buffer.concat([item(0x51, maximum), item(0x52, Buffer.from('1.2.3.4'))]);
  const head = Buffer.alloc(68);
  head.writeUInt16BE(1, 0);
  head.write('FIRSTREAD'.padEnd(16), 4, 'latin1');
  head.write('FUZZ'.padEnd(16), 20, 'latin1');
  const items = [
    item(0x10, Buffer.from('1.2.840.10008.3.1.1.1')),
    context(1, VERIFICATION, IMPLICIT_LE),
    context(3, CT_STORAGE, EXPLICIT_LE),
    item(0x50, user),
  ];
  return pdu(0x01, Buffer.concat([head, ...items]));
}

function element(group, number, value) {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(group, 0);
  header.writeUInt16LE(number, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}

function short(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function command(fields, sopClass, hasDataset) {
  const uid = Buffer.from(sopClass.length % 2 ? `${sopClass}\0` : sopClass);
  const elements = [
    element(0, 0x0002, uid),
    element(0, 0x0100, short(fields.command)),
    element(0, 0x0110, short(1)),
    element(0, 0x0700, short(0)),
    element(0, 0x0800, short(hasDataset ? 1 : 0x0101)),
    ...(hasDataset ? [element(0, 0x1000, Buffer.from('1.2.3.4\0'))] : []),
  ];
  const all = Buffer.concat(elements);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(all.length);
  return Buffer.concat([element(0, 0, length), all]);
}

function dataUnit(contextId, flags, fragment) {
  const value = Buffer.concat([Buffer.from([contextId, flags]), fragment]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  return pdu(0x04, Buffer.concat([length, value]));
}

const echo = () => dataUnit(1, 0x03, command({ command: 0x30 }, VERIFICATION, false));
const store = (dataset) =>
  Buffer.concat([
    dataUnit(3, 0x03, command({ command: 0x01 }, CT_STORAGE, true)),
    dataUnit(3, 0x02, dataset.subarray(0, 30_000)),
  ]);
const release = () => pdu(0x05, Buffer.alloc(4));

/** A conversation with damage in it somewhere, or garbage from the start. */
function conversation(random, files) {
  const sound = [associateRequest(), pick(random, [echo(), store(pick(random, files))]), release()];
  if (random() < 0.1)
    return [Buffer.from(Array.from({ length: whole(random, 2000) }, () => whole(random, 256)))];
  const at = whole(random, sound.length);
  sound[at] = random() < 0.5 ? mutate(sound[at], random, files) : withOtherLength(sound[at], random);
  return sound;
}

function withOtherLength(bytes, random) {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(pick(random, [0, 1, 5, 0x7fffffff, 0xffffffff, copy.length, 0x00ffffff]), 2);
  return copy;
}

/** Sends one case and hangs up once the other side has done so or has nothing to say. */
export async function pduCase(port, { seed, number, files }) {
  const random = randomOf(`${seed} pdu ${number}`);
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.resume();
  for (const part of conversation(random, files)) {
    if (socket.destroyed) break;
    socket.write(part);
    await Promise.race([ended, answerOrQuiet(socket)]);
  }
  socket.destroy();
  await ended;
  return 'ended';
}

function answerOrQuiet(socket) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, QUIET_MS);
    socket.once('data', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A sound C-ECHO, answered: the process is there and does its work. */
export async function answersEcho(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(associateRequest());
    await next(socket, 0x02);
    socket.write(echo());
    await next(socket, 0x04);
  } finally {
    socket.destroy();
  }
}

function next(socket, type) {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('DIMSE hung up on a sound association')));
    socket.once('data', (bytes) =>
      bytes[0] === type
        ? resolve()
        : reject(new Error(`DIMSE answered with PDU type ${bytes[0]}, not ${type}`)),
    );
  });
}
