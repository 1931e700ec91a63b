import dimse from 'dcmjs-dimse';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import {
  decodeBareDataset,
  encodeBareDataset,
  type DicomJsonDataset,
  type EncodableDataset,
} from '../../dicom/index.js';
import { ASSOCIATION } from '../tables.js';
import './library.js';
import { MessageDataset } from './message-dataset.js';
import { dataPdus, messagePdus } from './p-data.js';
import { comment, DimseError, STATUS } from './status.js';

const { CStoreRequest } = dimse.requests;
const { Accept } = dimse.constants.PresentationContextResult;

export type Association = InstanceType<typeof dimse.association.Association>;
export type PresentationContext = InstanceType<typeof dimse.association.PresentationContext>;
export type Request = InstanceType<typeof dimse.requests.CFindRequest> | AnyRequest;
type AnyRequest =
  | InstanceType<typeof dimse.requests.CEchoRequest>
  | InstanceType<typeof dimse.requests.CMoveRequest>
  | InstanceType<typeof dimse.requests.CStoreRequest>
  | InstanceType<typeof dimse.requests.NActionRequest>
  | InstanceType<typeof dimse.requests.NCreateRequest>
  | InstanceType<typeof dimse.requests.NSetRequest>
  | InstanceType<typeof dimse.requests.NEventReportRequest>;
type FindResponse = InstanceType<typeof dimse.responses.CFindResponse>;
export type LinkOptions = NonNullable<ConstructorParameters<typeof dimse.Scp>[1]>;

/** The final status of an operation, with the comment that came with it. */
export interface Answer {
  status: number;
  comment: string | undefined;
}

/** What of a response the callers look at. */
export interface Response {
  getStatus(): number;
  getErrorComment(): string | undefined;
  getDataset(): InstanceType<typeof dimse.Dataset> | undefined;
}

/** An object on its way out: its dataset as bytes in the transfer syntax named. */
export interface OutgoingObject {
  sopClassUid: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  dataset: AsyncIterable<Uint8Array>;
}

/** Who asked, by C-MOVE, for what we store elsewhere (PS3.7 section 9.1.1.1). */
export interface MoveOriginator {
  aeTitle: string;
  messageId: number;
}

/**
 * One connection, whichever side opened it. Adds to the library what it lacks: identifiers as received, C-STORE of
 * stored bytes with back-pressure, an end that everything pending hears of.
 */
export class Link extends dimse.Scp {
  protected negotiated: Association | undefined;
  private readonly failures = new Set<(error: Error) => void>();
  private ended: Error | undefined;

  constructor(
    protected readonly connection: Socket,
    options: LinkOptions,
  ) {
    super(connection, options);
    const end = (reason: string) => this.end(new Error(reason));
    this.on('networkError', (error: Error) => {
      this.end(error);
      connection.destroy();
    });
    connection.once('close', () => end('The connection was closed'));
  }

  get isOpen(): boolean {
    return this.ended === undefined;
  }

  /** The peer aborted: nothing that is pending will be answered. */
  override abort(): void {
    this.end(new Error('The peer aborted the association'));
    this.connection.destroy();
  }

  /** Offers PDUs of our length whatever the peer takes: that is what we send (PS3.8 annex D.1). */
  override sendAssociationAccept(): void {
    const takes = this.negotiated?.getMaxPduLength() || ASSOCIATION.maximumPduBytes;
    this.negotiated?.setMaxPduLength(ASSOCIATION.maximumPduBytes);
    super.sendAssociationAccept();
    this.negotiated?.setMaxPduLength(Math.min(takes, ASSOCIATION.maximumPduBytes));
  }

  /** Accepted transfer syntaxes of a SOP class that objects may go out in; those of the other side's role are none. */
  storableIn(sopClassUid: string): string[] {
    return this.acceptedFor(sopClassUid);
  }

  /** Accepted transfer syntaxes of a SOP class. */
  acceptedFor(sopClassUid: string): string[] {
    return (this.negotiated?.getPresentationContexts() ?? [])
      .map(({ context }) => context)
      .filter((context) => context.getAbstractSyntaxUid() === sopClassUid && context.getResult() === Accept)
      .map((context) => context.getAcceptedTransferSyntaxUid() ?? '');
  }

  /** Sends one request; resolves with its final response, after `onPending` has seen the others. */
  ask(request: Request, timeoutMs: number, onPending: (response: Response) => void = () => undefined) {
    if (!this.negotiated?.getAcceptedPresentationContextFromRequest(request))
      return Promise.reject(
        new DimseError(STATUS.unableToProcess, 'The peer did not accept the SOP class of this request'),
      );
    const answer = this.answerTo(request, timeoutMs, onPending);
    this.sendRequests(request);
    return answer;
  }

  /** C-STORE of an object whose transfer syntax was accepted. Bytes go out as fast as the peer takes them. */
  async storeObject(object: OutgoingObject, timeoutMs: number, originator?: MoveOriginator): Promise<Answer> {
    const { sopClassUid, sopInstanceUid, transferSyntaxUid } = object;
    const request = new CStoreRequest(
      MessageDataset.toFollow(sopClassUid, sopInstanceUid, transferSyntaxUid),
    );
    if (originator) {
      const command = request.getCommandDataset();
      command.setElement('MoveOriginatorApplicationEntityTitle', originator.aeTitle);
      command.setElement('MoveOriginatorMessageID', originator.messageId as never);
    }
    const context = this.negotiated?.getAcceptedPresentationContextFromRequest(request);
    if (!context || context.getAcceptedTransferSyntaxUid() !== transferSyntaxUid)
      throw new Error(`No presentation context for ${sopClassUid} in ${transferSyntaxUid}`);
    const sent = this.writeDataset(request, context.getPresentationContextId(), object.dataset);
    const answer = this.answerTo(request, timeoutMs, () => undefined, sent);
    const [response] = await Promise.all([answer, sent]);
    return { status: response.getStatus(), comment: response.getErrorComment() };
  }

  /** Waits until what was written has left the process, so that answers do not pile up in memory. */
  async drained(): Promise<void> {
    if (!this.connection.writableNeedDrain) return;
    await this.orEnd<unknown>((resolve) => this.connection.once('drain', resolve));
  }

  /**
   * Answers to `request` that differ in their identifiers only: the command of `response` is encoded once. The function
   * sends some, in one write, in the transfer syntax that the request came in.
   */
  protected answersLike(request: Request, response: FindResponse): (identifiers: EncodableDataset[]) => void {
    const context = this.negotiated?.getAcceptedPresentationContextFromRequest(request);
    const transferSyntaxUid = context?.getAcceptedTransferSyntaxUid();
    if (!context || !transferSyntaxUid)
      throw new Error('The request came in no accepted presentation context');
    response.setDataset(MessageDataset.of({}, transferSyntaxUid));
    const command = response.getCommandDataset().getDenaturalizedCommandDataset();
    const contextId = context.getPresentationContextId();
    const maximumPdu = this.negotiated?.getMaxPduLength() ?? 0;
    const pdusOf = (identifier: EncodableDataset) =>
      messagePdus(contextId, command, encodeBareDataset(identifier, transferSyntaxUid), maximumPdu);
    return (identifiers) => void this.connection.write(Buffer.concat(identifiers.map(pdusOf)));
  }

  /** The identifier of the message being handled, decoded from the bytes that came. Only within its handler. */
  protected identifier(message: { getDataset(): unknown }): DicomJsonDataset {
    // The library keeps the bytes here until the handler returns; its own decoding loses character sets.
    const { dimseStream } = this as unknown as { dimseStream?: { toBuffer(): Buffer } };
    const dataset = message.getDataset() as InstanceType<typeof dimse.Dataset> | undefined;
    if (!dataset || !dimseStream) return {};
    return decodeBareDataset(dimseStream.toBuffer(), dataset.getTransferSyntaxUid());
  }

  private async writeDataset(
    request: Request,
    contextId: number,
    dataset: AsyncIterable<Uint8Array>,
  ): Promise<void> {
    this.sendRequests(request);
    for await (const pdu of dataPdus(contextId, dataset, this.negotiated?.getMaxPduLength() ?? 0)) {
      if (this.ended) throw this.ended;
      if (!this.connection.write(pdu)) await this.drained();
    }
  }

  private answerTo(
    request: Request,
    timeoutMs: number,
    onPending: (response: Response) => void,
    after: Promise<void> = Promise.resolve(),
  ): Promise<Response> {
    let timer: NodeJS.Timeout | undefined;
    const answer = this.orEnd<Response>((resolve, reject) => {
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs);
      };
      after.then(wait, reject);
      request.on('response', (response: Response) => {
        if ((response.getStatus() & 0xfffe) !== STATUS.pending) return resolve(response);
        wait();
        onPending(response);
      });
    });
    return answer.finally(() => clearTimeout(timer));
  }

  /** A promise that also ends when the connection does. */
  protected async orEnd<T>(
    start: (resolve: (value: T) => void, reject: (error: Error) => void) => void,
  ): Promise<T> {
    if (this.ended) throw this.ended;
    let fail: (error: Error) => void = () => undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        fail = reject;
        this.failures.add(reject);
        start(resolve, reject);
      });
    } finally {
      this.failures.delete(fail);
    }
  }

  private end(error: Error): void {
    if (this.ended) return;
    this.ended = error;
    for (const fail of this.failures) fail(error);
    this.failures.clear();
  }
}

/** Ends a socket politely, and by force where the other side does not. */
export async function closeSocket(socket: Socket, withinMs: number): Promise<void> {
  if (socket.destroyed) return;
  const timer = setTimeout(() => socket.destroy(), withinMs);
  const closed = once(socket, 'close').catch(() => undefined);
  socket.end();
  await closed;
  clearTimeout(timer);
}

/** An error as a peer is told it. */
export function answerFor(error: unknown): Answer {
  if (error instanceof DimseError) return { status: error.status, comment: comment(error.message) };
  return { status: STATUS.processingFailure, comment: 'Processing failed here; see the log of the archive' };
}
