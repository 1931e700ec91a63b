import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Config } from '../../platform/index.js';
import { ASSOCIATION } from '../tables.js';
import { DimseTls } from '../tls.js';
import { Admission } from './admission.js';
import { ScpAssociation } from './association.js';
import { ScpServices } from './services.js';

/** Listens for associations, plain and over TLS. */
@Injectable()
export class DimseDoor implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DimseDoor.name);
  private readonly sockets = new Set<Socket>();
  private readonly servers: Server[] = [];

  constructor(
    private readonly config: Config,
    private readonly tls: DimseTls,
    private readonly admission: Admission,
    private readonly services: ScpServices,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { DIMSE_PORT: port, DIMSE_TLS_PORT: tlsPort } = this.config.env;
    await this.listen(createServer(), 'connection', port);
    const secure = this.tls.server();
    if (tlsPort && secure) await this.listen(createTlsServer(secure), 'secureConnection', tlsPort);
  }

  async onApplicationShutdown(): Promise<void> {
    const closed = this.servers.map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(closed);
  }

  private async listen(
    server: Server,
    ready: 'connection' | 'secureConnection',
    port: number,
  ): Promise<void> {
    const host = this.config.env.FIRSTREAD_BIND;
    server.on('connection', (socket: Socket) => this.keep(socket));
    server.on(ready, (socket: Socket) => this.serve(socket));
    server.on('tlsClientError', (error: Error) =>
      this.logger.warn(`TLS was not agreed on: ${error.message}`),
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.servers.push(server);
    const how = ready === 'secureConnection' ? ' with TLS' : '';
    this.logger.log(`AE title ${this.config.env.DIMSE_AE_TITLE} listens on ${host}:${port}${how}`);
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }

  private serve(socket: Socket): void {
    socket.setNoDelay(true);
    const association = new ScpAssociation(socket, this.admission, this.services);
    const patience = setTimeout(() => socket.destroy(), ASSOCIATION.greetingMs);
    socket.once('close', () => clearTimeout(patience));
    association.on('associationRequested', () => clearTimeout(patience));
    association.on('networkError', (error: Error) =>
      this.logger.debug(`Association ended: ${error.message}`),
    );
  }
}
