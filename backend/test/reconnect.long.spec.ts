import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import {
  compareReadingOrder,
  worklistChangedSchema,
  worklistPageSchema,
  type WorklistChanged,
  type WorklistItem,
  type WorklistPage,
} from '@firstread/contract';
import { io, type Socket } from 'socket.io-client';
import {
  appendPage,
  applyChanged,
  compareSequence,
  fromPages,
  nothingYet,
  type ListState,
} from '../../frontend/src/features/worklist/model/list-state.js';
import type { Principal } from '../src/identity/index.js';
import { RealtimeGateway } from '../src/notifications/realtime.gateway.js';
import { DomainError } from '../src/platform/index.js';
import { WorklistService } from '../src/worklist/index.js';
import { Prioritiser } from '../src/worklist/prioritiser.js';
import { insertStudy } from './studies.js';
import { startTestApp, type TestApp } from './test-app.js';

const KILLS = 200;
/** Between these, the load stands still until every list has caught up by its pushes alone. */
const KILLS_OF_A_ROUND = 20;
const STUDIES = 14;
const PAGE = 4;
/** So many change studies side by side, each at this rate at most. */
const CHANGERS = 3;
const CHANGE_EVERY_MS = 20;
const PATIENCE_MS = 10_000;
const SEED = 20261127;

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = seeded(SEED);
const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

let app: TestApp;
let load: Load;
/** Connections of the sockets, as the server sees them. */
const wires = new Set<Duplex>();

beforeAll(async () => {
  app = await startTestApp();
  const server = app.app.getHttpServer() as HttpServer;
  server.on('upgrade', (_, wire: Duplex) => {
    wires.add(wire);
    wire.once('close', () => wires.delete(wire));
  });
});
afterAll(async () => {
  await load.stop();
  await app.close();
});

async function soon<T>(what: string, work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const refuse = async (): Promise<never> => {
    await wait(PATIENCE_MS, undefined, { signal: late.signal });
    throw new Error(`Waited ${PATIENCE_MS} ms for ${what}`);
  };
  try {
    return await Promise.race([work, refuse()]);
  } finally {
    late.abort();
  }
}

async function fetchPage(limit: number, after: string | null, signal?: AbortSignal): Promise<WorklistPage> {
  const path = `/api/v1/worklist?limit=${limit}${after === null ? '' : `&after=${after}`}`;
  const answer = await app.request(path, 'radiologist', signal ? { signal } : {});
  return worklistPageSchema.parse(await answer.json());
}

/** The list as a page keeps it, with the page's own reducer, over a socket that is killed again and again. */
class Follower {
  state: ListState = nothingYet;
  readonly faults: string[] = [];
  private socket: Socket | undefined;
  private lost: () => void = () => undefined;
  private sequence = '0';
  private fetching = new AbortController();
  private readonly highest = new Map<string, number>();

  constructor(private readonly limit: number) {}

  /** A new connection: follows, then fetches what was missed. Ends when that is done or the connection is lost. */
  async connect(): Promise<void> {
    const socket = io(app.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { authorization: `Bearer ${app.tokens.radiologist}` },
    });
    this.socket = socket;
    this.sequence = '0';
    socket.on('worklist.changed', (message: unknown) => this.take(worklistChangedSchema.parse(message)));
    await soon(
      'a connection to follow or to be lost',
      new Promise<void>((resolve) => {
        this.lost = resolve;
        socket.once('disconnect', () => resolve());
        socket.once('connect_error', () => resolve());
        socket.once('connect', () => socket.emit('worklist.follow', () => resolve()));
      }),
    );
    if (socket.connected) await this.fetch();
  }

  /** Closes the connection under the socket, whatever it is doing; one that was not yet open ends without an event. */
  kill(): void {
    this.socket?.io.engine.close();
    this.lost();
  }

  close(): void {
    this.socket?.removeAllListeners();
    this.socket?.disconnect();
  }

  /** Fetches as many pages as the list has, as the page does when it catches up. */
  async fetch(): Promise<void> {
    this.fetching.abort();
    this.fetching = new AbortController();
    const { signal } = this.fetching;
    const pages: WorklistPage[] = [];
    let after: string | null = null;
    do {
      const page: WorklistPage = await soon('a page of the list', fetchPage(this.limit, after));
      if (signal.aborted) return;
      pages.push(page);
      after = page.next;
    } while (after !== null && pages.length < this.state.pages);
    this.keep(fromPages(this.state, pages));
  }

  /** Scrolls to the end: one page more, unless the list was fetched anew meanwhile. */
  async loadMore(): Promise<void> {
    const { next } = this.state;
    if (next === null) return;
    const page = await soon('a further page of the list', fetchPage(this.limit, next));
    if (this.state.next === next) this.keep(appendPage(this.state, page));
  }

  private take(message: WorklistChanged): void {
    if (compareSequence(message.sequence, this.sequence) <= 0)
      this.faults.push(`the message ${message.sequence} came after ${this.sequence}`);
    this.sequence = message.sequence;
    this.keep(applyChanged(this.state, message));
  }

  private keep(next: ListState): void {
    for (const [uid, { version }] of next.items) {
      const before = this.highest.get(uid) ?? 0;
      if (version < before) this.faults.push(`${uid} fell from version ${before} to ${version}`);
      this.highest.set(uid, Math.max(before, version));
    }
    this.state = next;
  }
}

/** Two changed the same study: the one who came later is refused. */
function unlessChanged(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'WORKLIST_ITEM_CHANGED')) throw error;
}

/** Changes one study after the other at a steady rate, and now and then brings a new one. */
class Load {
  made = 0;
  private going = false;
  private running: Promise<unknown> = Promise.resolve();
  private readonly uids: string[] = [];
  private readonly worklist = app.app.get(WorklistService, { strict: false });
  private readonly prioritiser = app.app.get(Prioritiser, { strict: false });
  private readonly by: Principal = {
    id: randomUUID(),
    kind: 'person',
    displayName: 'Load',
    email: null,
    role: 'radiologist',
  };

  async bring(): Promise<void> {
    const { id, uid } = await insertStudy(app.dataSource, { modality: oneOf(['CT', 'MR', 'DX']) });
    await app.dataSource.transaction((manager) => this.prioritiser.admit(manager, id));
    this.uids.push(uid);
  }

  start(): void {
    this.going = true;
    this.running = Promise.all(Array.from({ length: CHANGERS }, () => this.run()));
  }

  async stop(): Promise<void> {
    this.going = false;
    await soon('the last change of the load', this.running);
  }

  private async run(): Promise<void> {
    while (this.going) {
      await Promise.all([this.change().catch(unlessChanged), wait(CHANGE_EVERY_MS)]);
      this.made += 1;
      if (this.made % 100 === 0) await this.bring();
    }
  }

  /** Another class, read, or back on the list. */
  private async change(): Promise<void> {
    const item = await this.worklist.requireItem(oneOf(this.uids));
    const { studyInstanceUid: uid, version: expectedVersion } = item;
    if (item.reading === 'read')
      await this.worklist.markReading(uid, { reading: 'unread', expectedVersion }, this.by);
    else if (random() < 0.2)
      await this.worklist.markReading(uid, { reading: 'read', expectedVersion }, this.by);
    else {
      const orderClass = oneOf(['stat', 'urgent', 'routine'] as const);
      await this.worklist.prioritise(uid, { orderClass, reason: 'load', expectedVersion }, this.by);
    }
  }
}

const lines = (items: readonly WorklistItem[]): string[] =>
  items.map(({ studyInstanceUid, version }) => `${studyInstanceUid} ${version}`);

/** No fetch from here on: pushes alone bring the list to what the server has, as far as it is loaded. */
async function expectEqual(follower: Follower, round: string): Promise<void> {
  const { items, counts } = await fetchPage(500, null);
  const expected = (): string[] => {
    const { boundary } = follower.state;
    return lines(items.filter((item) => boundary === null || compareReadingOrder(item, boundary) <= 0));
  };
  const shown = (): string[] => lines(follower.state.rows);
  const deadline = Date.now() + PATIENCE_MS;
  while (shown().join() !== expected().join() && Date.now() < deadline) await wait(5);
  expect({ round, shown: shown() }).toEqual({ round, shown: expected() });
  if (follower.state.boundary === null) expect(follower.state.counts).toMatchObject(counts);
}

type Kill = 'client' | 'server' | 'wire';

/** Ends the connection from one of its sides or in the middle; all of them where the server ends it. */
function kill(followers: readonly Follower[], kind: Kill): void {
  if (kind === 'client') for (const follower of followers) follower.kill();
  else if (kind === 'wire') for (const wire of wires) wire.destroy();
  else app.app.get(RealtimeGateway, { strict: false })['server'].disconnectSockets(true);
}

it(`a list whose socket is killed ${KILLS} times under load misses no change and takes none twice`, async () => {
  load = new Load();
  for (let n = 0; n < STUDIES; n += 1) await load.bring();
  const whole = new Follower(500);
  const faults = [whole.faults];
  for (let killed = 0; killed < KILLS; killed += KILLS_OF_A_ROUND) {
    // Begins anew with the first page, and scrolls on while rows come and go.
    const paged = new Follower(PAGE);
    const followers = [whole, paged];
    faults.push(paged.faults);
    load.start();
    for (let n = 0; n < KILLS_OF_A_ROUND; n += 1) {
      const connecting = Promise.all(followers.map((one) => one.connect()));
      await wait(random() * 80);
      kill(followers, oneOf(['client', 'server', 'wire']));
      await connecting;
      for (const one of followers) one.close();
    }
    await Promise.all(followers.map((one) => one.connect()));
    for (let n = 0; n < 4; n += 1) await paged.loadMore();
    await load.stop();
    for (const one of followers) {
      await expectEqual(one, `after ${killed + KILLS_OF_A_ROUND} kills`);
      one.close();
    }
  }
  expect(load.made).toBeGreaterThan(KILLS);
  expect(faults.flat()).toEqual([]);
});
