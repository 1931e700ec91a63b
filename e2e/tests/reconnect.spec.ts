import { setTimeout as wait } from 'node:timers/promises';
import {
  worklistChangedSchema,
  worklistPageSchema,
  type OrderClass,
  type WorklistChanged,
  type WorklistItem,
} from '@firstread/contract';
import { io, type Socket } from 'socket.io-client';
import {
  applyChanged,
  compareSequence,
  fromPages,
  inReadingOrder,
  type ListState,
} from '../../frontend/src/features/worklist/model/list-state.js';
import { sendPhantom } from '../drivers.js';
import { expect, test, type RunningSystem } from '../fixtures.js';

const KILLS = 200;
const STUDIES = 8;
const CLASSES: readonly OrderClass[] = ['stat', 'urgent', 'routine'];

/** The list as a page keeps it: its own reducer, behind a socket that is killed again and again. */
class Follower {
  state: ListState | null = null;
  readonly faults: string[] = [];
  private readonly socket: Socket;
  private sequence = '0';

  constructor(private readonly system: RunningSystem) {
    this.socket = io(system.address, {
      transports: ['websocket'],
      reconnectionDelay: 5,
      reconnectionDelayMax: 20,
      extraHeaders: { authorization: `Bearer ${system.credentials().apiToken}` },
    });
    this.socket.on('connect', () => {
      this.sequence = '0';
      this.socket.emit('worklist.follow', () => void this.fetch());
    });
    this.socket.on('worklist.changed', (message: unknown) => this.take(worklistChangedSchema.parse(message)));
  }

  /** Closes the connection under the socket, whatever it is doing. */
  kill(): boolean {
    if (!this.socket.connected) return false;
    this.socket.io.engine.close();
    return true;
  }

  close(): void {
    this.socket.disconnect();
  }

  async fetch(): Promise<void> {
    const answer = await this.system.request('/api/v1/worklist?limit=500');
    const page = worklistPageSchema.parse(await answer.json());
    this.keep(fromPages(this.state, [page]));
  }

  private take(message: WorklistChanged): void {
    if (compareSequence(message.sequence, this.sequence) <= 0)
      this.faults.push(`${message.sequence} came after ${this.sequence}`);
    this.sequence = message.sequence;
    if (this.state) this.keep(applyChanged(this.state, message));
  }

  private keep(next: ListState): void {
    for (const [uid, { version }] of next.items) {
      const before = this.state?.items.get(uid)?.version ?? 0;
      if (version < before) this.faults.push(`${uid} fell from version ${before} to ${version}`);
    }
    this.state = next;
  }
}

async function listOf(system: RunningSystem): Promise<WorklistItem[]> {
  const answer = await system.request('/api/v1/worklist?limit=500');
  return worklistPageSchema.parse(await answer.json()).items;
}

/** Changes one study after the other until told to stop; returns how many changes were made. */
async function load(system: RunningSystem, going: () => boolean): Promise<number> {
  let made = 0;
  for (let turn = 0; going(); turn += 1) {
    const items = await listOf(system);
    const item = items[turn % items.length];
    if (!item) continue;
    const answer = await system.request(`/api/v1/worklist/${item.studyInstanceUid}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        orderClass: CLASSES[turn % CLASSES.length],
        reason: 'load',
        expectedVersion: item.version,
      }),
    });
    if (answer.ok) made += 1;
  }
  return made;
}

test(`a list whose socket is killed ${KILLS} times under load misses no change and takes none twice`, async ({
  system,
}) => {
  test.setTimeout(240_000);
  for (let sent = 0; sent < STUDIES; sent += 1) await sendPhantom('chest', system.dimsePort);
  await expect.poll(async () => (await listOf(system)).length).toBeGreaterThanOrEqual(STUDIES);
  const follower = new Follower(system);
  let killed = 0;
  const changing = load(system, () => killed < KILLS);
  while (killed < KILLS) {
    await wait(Math.random() * 120);
    if (follower.kill()) killed += 1;
  }
  expect(await changing).toBeGreaterThan(50);

  // No fetch from here on: what the follower knows is what pushes and its last catching up gave it.
  await expect(async () => {
    expect(follower.state && inReadingOrder(follower.state)).toEqual(await listOf(system));
  }).toPass();
  expect(follower.faults).toEqual([]);
  follower.close();
});
