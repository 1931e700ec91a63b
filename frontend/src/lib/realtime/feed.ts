import {
  helloSchema,
  modelsChangedSchema,
  worklistChangedSchema,
  type ClientEvents,
  type ModelsChanged,
  type ServerEvents,
  type WorklistChanged,
} from '@firstread/contract';
import { io, type Socket } from 'socket.io-client';
import { syncServerClock } from '../clock/server-clock';
import { initialConnection, reduceConnection, type Connection, type ConnectionEvent } from './connection';

export interface FeedListener {
  /** The push link is up (again): what changed meanwhile has to be fetched. */
  catchUp?: () => void;
  changed?: (message: WorklistChanged) => void;
  /** A model changed its stage. */
  models?: (message: ModelsChanged) => void;
  /** Alerts were raised, escalated, acknowledged or ended. */
  alerts?: () => void;
  /** Critical results were marked, told of, received, handed over or withdrawn. */
  critical?: () => void;
}

/** The one socket of the page and what it knows of the connection. */
export class WorklistFeed {
  private socket: Socket<ServerEvents, ClientEvents> | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;
  private state: Connection = initialConnection(Date.now());
  private readonly listeners = new Set<FeedListener>();
  private readonly watchers = new Set<() => void>();

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly snapshot = (): Connection => this.state;

  listen(listener: FeedListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  report(type: ConnectionEvent['type']): void {
    const next = reduceConnection(this.state, { type, now: Date.now() });
    if (next === this.state) return;
    this.state = next;
    for (const watcher of this.watchers) watcher();
  }

  open(): () => void {
    const socket: Socket<ServerEvents, ClientEvents> = io({
      path: '/socket.io',
      withCredentials: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
      timeout: 8000,
    });
    this.socket = socket;
    socket.on('connect', () => this.follow(socket));
    socket.on('disconnect', (reason) => {
      this.report('lost');
      // socket.io does not come back by itself after the server closed it (a restart, a role change).
      if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1000);
    });
    socket.on('connect_error', () => this.report('lost'));
    socket.on('hello', (message) => this.onHello(message));
    socket.on('worklist.changed', (message) => this.onChanged(message));
    socket.on('models.changed', (message) => this.onModels(message));
    socket.on('alerts.changed', () => this.onAlerts());
    socket.on('critical.changed', () => this.onCritical());
    this.timer = setInterval(() => this.report('tick'), 1000);
    return () => this.close();
  }

  private close(): void {
    this.socket?.removeAllListeners();
    this.socket?.disconnect();
    this.socket = null;
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.state = initialConnection(Date.now());
  }

  private follow(socket: Socket<ServerEvents, ClientEvents>): void {
    socket.timeout(5000).emit('worklist.follow', (error: Error | null, answer?: { ok: boolean }) => {
      if (socket !== this.socket) return;
      if (error || answer?.ok !== true) {
        this.report('lost');
        return;
      }
      this.report('followed');
      // Changes between the last list and this moment were not pushed: fetch them.
      for (const listener of this.listeners) listener.catchUp?.();
    });
  }

  private onHello(message: unknown): void {
    const parsed = helloSchema.safeParse(message);
    if (!parsed.success) return;
    syncServerClock(parsed.data.serverTime);
    this.report('heard');
  }

  private onModels(message: unknown): void {
    const parsed = modelsChangedSchema.safeParse(message);
    if (!parsed.success) return;
    for (const listener of this.listeners) listener.models?.(parsed.data);
  }

  /** Whatever the message says, what is open is fetched again. */
  private onAlerts(): void {
    for (const listener of this.listeners) listener.alerts?.();
  }

  private onCritical(): void {
    for (const listener of this.listeners) listener.critical?.();
  }

  private onChanged(message: unknown): void {
    const parsed = worklistChangedSchema.safeParse(message);
    if (!parsed.success) {
      // Not to be understood, but something changed: fetch the list rather than show an old one.
      for (const listener of this.listeners) listener.catchUp?.();
      return;
    }
    syncServerClock(parsed.data.serverTime);
    this.report('heard');
    for (const listener of this.listeners) listener.changed?.(parsed.data);
  }
}
