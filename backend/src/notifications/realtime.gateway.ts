import type { ClientEvents, Hello, ModelsChanged, ServerEvents, WorklistChanged } from '@firstread/contract';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import type { DataSource } from 'typeorm';
import type { Principal } from '../identity/index.js';
import {
  EventLog,
  formatPosition,
  isEvent,
  Loop,
  WakeUp,
  type EventMap,
  type Position,
} from '../platform/index.js';
import { WorklistService } from '../worklist/index.js';
import { SocketAction } from './socket-action.js';
import { SocketGate } from './socket-gate.js';

const POLL_MS = 1000;
/** Changes of this time are one message: a busy minute does not keep hundreds of pages busy with its messages. */
const REST_MS = 80;
const BATCH = 200;
const FOLLOWERS = 'worklist';
const ALERTS = ['AlertRaised', 'AlertEscalated', 'AlertAcknowledged', 'AlertClosed'] as const;
const CRITICAL = [
  'CriticalIdentified',
  'CriticalCommunicationAttempted',
  'CriticalAcknowledged',
  'CriticalEscalated',
  'CriticalClosed',
  'CriticalWithdrawn',
  'CriticalAssigned',
] as const;
const PUSHED = ['WorklistItemChanged', 'ModelStageChanged', ...ALERTS, ...CRITICAL] as const;

interface SocketData {
  principal?: Principal;
}
type FirstreadSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;
type FirstreadServer = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

/** The only user of socket.io: tells open pages which rows changed, after the change is committed. */
@WebSocketGateway({ path: '/socket.io', serveClient: false })
export class RealtimeGateway
  implements OnGatewayInit, OnGatewayConnection, OnApplicationBootstrap, OnApplicationShutdown
{
  @WebSocketServer() private readonly server!: FirstreadServer;
  private readonly logger = new Logger(RealtimeGateway.name);
  private readonly loop: Loop;
  private position: Position | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly log: EventLog,
    private readonly wakeUp: WakeUp,
    private readonly worklist: WorklistService,
    private readonly gate: SocketGate,
  ) {
    this.loop = new Loop(
      () => this.push(),
      POLL_MS,
      (error) => this.logger.error(`Changes not pushed, will try again: ${error.message}`),
      REST_MS,
    );
  }

  onApplicationBootstrap(): void {
    this.unsubscribe = this.wakeUp.subscribe(() => this.loop.wake(), PUSHED);
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
    this.server.disconnectSockets(true);
  }

  /** Nobody unknown gets a connection. */
  afterInit(server: FirstreadServer): void {
    server.use((socket, next) => {
      this.gate.admit(socket.handshake.headers).then(
        (principal) => {
          if (!principal) return next(new Error('UNAUTHENTICATED'));
          socket.data.principal = principal;
          next();
        },
        (error: Error) => next(error),
      );
    });
  }

  async handleConnection(socket: FirstreadSocket): Promise<void> {
    socket.emit('hello', await this.hello());
  }

  /** Joins the followers of the worklist; the acknowledgement carries a refusal. */
  @SubscribeMessage('worklist.follow')
  @SocketAction('worklist.read')
  async follow(socket: FirstreadSocket): Promise<{ ok: true } | { ok: false; code: string }> {
    const refusal = await this.gate.refusal(socket.data.principal, 'worklist.read', socket.handshake.address);
    if (refusal) return { ok: false, code: refusal };
    await socket.join(FOLLOWERS);
    return { ok: true };
  }

  private async hello(): Promise<Hello> {
    const position = this.position ?? (await this.log.head(this.dataSource.manager));
    return { sequence: formatPosition(position), serverTime: this.gate.now() };
  }

  /** Reads the log from where it stands in memory; a page that was away fetches the list again. */
  private async push(): Promise<boolean> {
    this.position ??= await this.log.head(this.dataSource.manager);
    const events = await this.log.after(this.dataSource.manager, this.position, BATCH);
    const last = events.at(-1);
    if (!last) return false;
    const latest = new Map<string, number>();
    const alertIds = new Set<string>();
    const criticalIds = new Set<string>();
    for (const event of events) {
      if (isEvent(event, ...ALERTS)) alertIds.add(event.payload.alertId);
      if (isEvent(event, ...CRITICAL)) criticalIds.add(event.payload.criticalId);
      if (isEvent(event, 'WorklistItemChanged')) latest.set(event.payload.studyUid, event.payload.version);
      if (isEvent(event, 'ModelStageChanged'))
        this.server.to(FOLLOWERS).emit('models.changed', modelsChanged(event.payload, event.occurredAt));
    }
    if (latest.size > 0)
      this.server.to(FOLLOWERS).emit('worklist.changed', await this.message(latest, last.position));
    if (alertIds.size > 0) this.server.to(FOLLOWERS).emit('alerts.changed', { alertIds: [...alertIds] });
    if (criticalIds.size > 0)
      this.server.to(FOLLOWERS).emit('critical.changed', { criticalIds: [...criticalIds] });
    this.position = last.position;
    return events.length === BATCH;
  }

  private async message(latest: Map<string, number>, position: Position): Promise<WorklistChanged> {
    const items = await this.worklist.items([...latest.keys()]);
    return {
      sequence: formatPosition(position),
      serverTime: this.gate.now(),
      changes: [...latest].map(([studyInstanceUid, version]) => {
        const item = items.get(studyInstanceUid);
        return {
          studyInstanceUid,
          version: item?.version ?? version,
          item: item?.reading === 'unread' ? item : null,
        };
      }),
    };
  }
}

function modelsChanged({ to, ...change }: EventMap['ModelStageChanged'], at: Date): ModelsChanged {
  const { modelId, version, name, reason } = change;
  return { modelId, version, name, stage: to, reason, at: at.toISOString() };
}
