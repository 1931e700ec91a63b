import {
  forwardRuleInputSchema,
  routeFilterSchema,
  type ForwardRuleInput,
  type PeerInput,
} from '@firstread/contract';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startContext, type TestContext } from '../../../test/context.js';
import { newUid, smallImage } from '../../../test/dicom.js';
import { administrator, freePort, startReceiver, startTool, type RunningTool } from '../../../test/dimse.js';
import { until } from '../../../test/until.js';
import { InstanceArchive } from '../../archive/index.js';
import { parsePart10 } from '../../dicom/index.js';
import { PeerService, PeersModule } from '../../peers/index.js';
import { EventLog } from '../../platform/index.js';
import { DeliveryPlanner } from '../delivery-planner.js';
import { DeliveryStore } from '../delivery-store.js';
import { ForwardRuleService } from '../forward-rule.service.js';
import { RoutingModule, RoutingWorkerModule } from '../routing.module.js';

let context: TestContext;
let folder: string;
let store: DeliveryStore;

beforeAll(async () => {
  context = await startContext(() => [RoutingModule, RoutingWorkerModule, PeersModule]);
  folder = mkdtempSync(join(tmpdir(), 'firstread-routing-'));
  store = context.app.get(DeliveryStore);
});
afterAll(async () => {
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});

const emptyFilter = routeFilterSchema.parse({});
let names = 0;

/** A receiver of DCMTK, and the peer that stands for it. */
async function destination(options?: readonly string[]) {
  names += 1;
  const aeTitle = `DESTINATION${names}`;
  const received = join(folder, aeTitle);
  const receiver = await startReceiver(aeTitle, received, options);
  const peer = await addPeer({ aeTitle, port: receiver.port });
  return { ...receiver, peer, aeTitle, received, files: () => readdirSync(received) };
}

async function addPeer(peer: Pick<PeerInput, 'aeTitle' | 'port'>): Promise<string> {
  const rest = { name: peer.aeTitle, host: '127.0.0.1', tls: false, addresses: [], services: [] };
  const more = {
    destination: false,
    maxAssociations: 5,
    backfillAgeDays: null,
    dicomwebUrl: null,
    enabled: true,
  };
  return (await context.app.get(PeerService).create({ ...rest, ...more, ...peer }, administrator)).id;
}

async function addRule(peerId: string, rule: Partial<ForwardRuleInput> = {}): Promise<void> {
  const input = forwardRuleInputSchema.parse({
    name: newUid(),
    peerId,
    what: ['originals'],
    filter: {},
    ...rule,
  });
  await context.app.get(ForwardRuleService).create(input, administrator);
}

async function receive(study: string, modality = 'CT', source = 'CT1@127.0.0.1'): Promise<void> {
  const bytes = smallImage({ study, modality });
  const origin = { door: 'dimse', source, actor: 'peer:CT1', role: 'device' } as const;
  expect((await context.app.get(InstanceArchive).store(bytes, parsePart10(bytes), origin)).kind).toBe(
    'stored',
  );
}

async function complete(study: string): Promise<void> {
  await context.dataSource.transaction(async (manager) => {
    const [row] = await manager.query<{ id: string; revision: number }[]>(
      'select id, revision from study where study_instance_uid = $1',
      [study],
    );
    if (!row) throw new Error(`${study} is not stored`);
    const payload = { studyId: row.id, studyUid: study, revision: row.revision };
    await context.app.get(EventLog).append(manager, 'StudyCompleted', payload);
  });
}

async function deliveriesOf(study: string) {
  const { deliveries } = await store.page({ limit: 100 });
  return deliveries.filter((one) => one.studyInstanceUid === study);
}

async function delivered(study: string): Promise<void> {
  await until(async () => {
    const found = await deliveriesOf(study);
    return found.length > 0 && found.every(({ state }) => state === 'delivered');
  });
}

describe('a forward rule', () => {
  let target: Awaited<ReturnType<typeof destination>> & RunningTool;

  beforeAll(async () => {
    target = await destination();
    await addRule(target.peer, { filter: { ...emptyFilter, modalities: ['CT'] } });
  });
  afterAll(() => target.stop());

  it('sends a complete study that it is for, and of a later revision only what is new', async () => {
    const study = newUid();
    await receive(study);
    await receive(study);
    await complete(study);
    await delivered(study);
    expect(target.files()).toHaveLength(2);
    await receive(study);
    await complete(study);
    await until(async () => (await deliveriesOf(study))[0]?.sent === 3);
    await delivered(study);
    expect(target.files()).toHaveLength(3);
    expect(await deliveriesOf(study)).toMatchObject([{ aeTitle: target.aeTitle, sent: 3, problem: null }]);
  });

  it('leaves alone what it is not for, and what came from there', async () => {
    const [other, back, wanted] = [newUid(), newUid(), newUid()];
    await receive(other, 'MR');
    await receive(back, 'CT', `${target.aeTitle}@127.0.0.1`);
    await receive(wanted);
    for (const study of [other, back, wanted]) await complete(study);
    await delivered(wanted);
    expect([await deliveriesOf(other), await deliveriesOf(back)]).toEqual([[], []]);
  });
});

describe('a destination that is away', () => {
  it('holds up no other, and gets everything once it is back', async () => {
    const port = await freePort();
    const away = await addPeer({ aeTitle: 'AWAY', port });
    const here = await destination();
    await addRule(away, { filter: { ...emptyFilter, modalities: ['DX'] } });
    await addRule(here.peer, { filter: { ...emptyFilter, modalities: ['DX'] } });
    const studies = [newUid(), newUid()];
    for (const study of studies) {
      await receive(study, 'DX');
      await complete(study);
    }
    const waitingAt = async (peerId: string) =>
      (await store.page({ limit: 100 })).deliveries.filter((one) => one.peerId === peerId);
    await until(async () => here.files().length === 2);
    await until(async () => (await waitingAt(away)).some((one) => one.problem?.includes(String(port))));
    const waiting = await waitingAt(away);
    expect(waiting.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(waiting.every(({ nextAttemptAt }) => nextAttemptAt !== null)).toBe(true);
    expect(waiting.reduce((sum, { attempts }) => sum + attempts, 0)).toBeLessThanOrEqual(2);
    const receiver = await startAt(port);
    try {
      for (const { id } of waiting) await context.app.get(DeliveryPlanner).retry(id, administrator);
      await until(async () => (await waitingAt(away)).every(({ state }) => state === 'delivered'));
    } finally {
      await receiver.stop();
      await here.stop();
    }
  });
});

/** The receiver of DCMTK on a port that is known already. */
async function startAt(port: number): Promise<RunningTool> {
  const received = mkdtempSync(join(folder, 'back-'));
  return startTool('storescp', ['-od', received, '+xa', String(port)], port);
}

describe('a person', () => {
  it('sends a study again, whatever the peer has of it', async () => {
    const target = await destination();
    const study = newUid();
    await receive(study, 'US');
    const wanted = { peerId: target.peer, transport: 'dimse', what: ['originals'] } as const;
    const planner = context.app.get(DeliveryPlanner);
    try {
      for (let time = 1; time <= 2; time += 1) {
        await planner.send(study, { ...wanted, what: [...wanted.what] }, administrator);
        await until(
          async () =>
            (await deliveriesOf(study)).filter(({ state }) => state === 'delivered').length === time,
        );
      }
    } finally {
      await target.stop();
    }
    const trail = await context.dataSource.query<unknown[]>(
      `select 1 from audit_event where action = 'study.send' and study_uid = $1`,
      [study],
    );
    expect(trail).toHaveLength(2);
  });
});
