import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server on this machine for one suite. */
interface Receiver<T> {
  readonly port: number;
  /** What has been received, in order. */
  readonly received: T[];
  /** All that the other side sent, as it came. */
  readonly bytes: () => string;
  close: () => Promise<void>;
}

export interface ReceivedPost {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Takes mail as RFC 5321 says, without extensions; keeps each message as it came. */
export async function startMailServer(): Promise<Receiver<string>> {
  const received: string[] = [];
  const chunks: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let inData = false;
    let pending = '';
    const answer = (line: string): void => {
      if (/^data$/i.test(line)) {
        inData = true;
        socket.write('354 go on\r\n');
      } else if (/^quit$/i.test(line)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    };
    socket.on('data', (data: Buffer) => {
      chunks.push(data.toString('latin1'));
      pending += data.toString('latin1');
      for (;;) {
        const end = pending.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const part = pending.slice(0, end);
        pending = pending.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          received.push(part);
          socket.write('250 taken\r\n');
        } else answer(part);
      }
    });
    socket.on('error', () => undefined);
    socket.write('220 spec\r\n');
  });
  const port = await listening(server);
  return {
    port,
    received,
    bytes: () => chunks.join(''),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return closed(server);
    },
  };
}

export interface WebhookReceiver extends Receiver<ReceivedPost> {
  /** What it answers from now on. */
  status: number;
  /** Header of the answer. */
  location: string | undefined;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedPost[] = [];
  const lines: string[] = [];
  const server = createHttpServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      received.push({ headers: request.headers, body });
      lines.push(request.url ?? '', JSON.stringify(request.headers), body);
      response.writeHead(receiver.status, receiver.location ? { location: receiver.location } : {});
      response.end();
    });
  });
  const receiver: WebhookReceiver = {
    port: await listening(server),
    received,
    status: 204,
    location: undefined,
    bytes: () => lines.join('\n'),
    close: () => {
      server.closeAllConnections();
      return closed(server);
    },
  };
  return receiver;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
