import type { PeerService } from '@firstread/contract';
import { Logger } from '@nestjs/common';
import dimse from 'dcmjs-dimse';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { ObjectCollector } from '../../archive/index.js';
import { fileHeader, tagOfKeyword, type DicomJsonDataset, type EncodableDataset } from '../../dicom/index.js';
import { inBatches } from '../../platform/index.js';
import {
  answerFor,
  closeSocket,
  Link,
  type Answer,
  type Association,
  type PresentationContext,
} from '../protocol/link.js';
import { inUtf8, MessageDataset } from '../protocol/message-dataset.js';
import { negotiate } from '../protocol/negotiation.js';
import { comment, DimseError, STATUS } from '../protocol/status.js';
import { Tally } from '../protocol/tally.js';
import { ASSOCIATION, SCP_SERVICES, SOP_CLASS, type ServiceRow } from '../tables.js';
import { Rejection, type Admission } from './admission.js';
import type { Conversation } from './conversation.js';
import { ReceivedDataset } from './received-dataset.js';
import type { Sending } from './retrieve.js';
import type { ScpServices } from './services.js';
import type { StorageSession } from './storage.js';

const { PresentationContextResult } = dimse.constants;
const {
  CEchoResponse,
  CFindResponse,
  CGetResponse,
  CMoveResponse,
  CStoreResponse,
  NActionResponse,
  NCreateResponse,
  NSetResponse,
} = dimse.responses;

type CEchoRequest = InstanceType<typeof dimse.requests.CEchoRequest>;
type CStoreRequest = InstanceType<typeof dimse.requests.CStoreRequest>;
type CFindRequest = InstanceType<typeof dimse.requests.CFindRequest>;
type CMoveRequest = InstanceType<typeof dimse.requests.CMoveRequest>;
type CGetRequest = InstanceType<typeof dimse.requests.CGetRequest>;
type CCancelRequest = InstanceType<typeof dimse.requests.CCancelRequest>;
type NActionRequest = InstanceType<typeof dimse.requests.NActionRequest>;
type NCreateRequest = InstanceType<typeof dimse.requests.NCreateRequest>;
type NSetRequest = InstanceType<typeof dimse.requests.NSetRequest>;
type RetrieveResponse = InstanceType<typeof CMoveResponse> | InstanceType<typeof CGetResponse>;
/** For the last answer; the library takes one only. */
type Reply<R> = (response: R) => void;

const CLOSING_MS = 2000;
/** Between writes a C-CANCEL is heard. */
const MATCHES_PER_WRITE = 16;
const SUCCESS: Answer = { status: STATUS.success, comment: undefined };
const PENDING: Answer = { status: STATUS.pending, comment: undefined };
const CANCELLED: Answer = { status: STATUS.cancelled, comment: undefined };

const REJECTED = {
  user: PresentationContextResult.RejectUser,
  abstractSyntax: PresentationContextResult.RejectAbstractSyntaxNotSupported,
  transferSyntaxes: PresentationContextResult.RejectTransferSyntaxesNotSupported,
} as const;

/** One association that a peer opened: says the protocol, and leaves what is meant to the services. */
export class ScpAssociation extends Link {
  private readonly logger = new Logger(ScpAssociation.name);
  private readonly collector: ObjectCollector;
  private readonly datasets = new WeakMap<object, ReceivedDataset>();
  private readonly cancelled = new Set<number>();
  private requested = false;
  /** More than one only of a peer that does not wait for answers, though it was told to. */
  private storesUnderWay = 0;
  private conversation: Conversation | undefined;
  /** SOP classes that the peer takes in itself: it proposed the role of an SCP for them. */
  private storedBack: ReadonlySet<string> = new Set();
  private storing: Promise<StorageSession> | undefined;

  constructor(
    socket: Socket,
    private readonly admission: Admission,
    private readonly services: ScpServices,
  ) {
    super(socket, { connectTimeout: ASSOCIATION.idleMs });
    this.collector = services.storage.collector();
    socket.once('close', () => this.leave());
  }

  override associationRequested(association: Association): void {
    if (this.requested) return this.abort();
    this.requested = true;
    const calling = association.getCallingAeTitle().trim();
    const called = association.getCalledAeTitle().trim();
    this.admission.admit(calling, called, this.connection.remoteAddress ?? 'unknown').then(
      (conversation) => this.accept(association, conversation),
      (error: unknown) => this.reject(error),
    );
  }

  override associationReleaseRequested(): void {
    void this.closeStorage().then(() => {
      this.sendAssociationReleaseResponse();
      return closeSocket(this.connection, CLOSING_MS);
    });
  }

  override cEchoRequest(request: CEchoRequest, reply: Reply<InstanceType<typeof CEchoResponse>>): void {
    reply(finished(CEchoResponse.fromRequest(request), SUCCESS));
  }

  override createStoreWritableStream(context: PresentationContext, request: CStoreRequest): Writable {
    const header = fileHeader({
      sopClassUid: request.getAffectedSopClassUid(),
      sopInstanceUid: request.getAffectedSopInstanceUid(),
      transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? '',
      sourceAeTitle: this.conversation?.callingAeTitle || undefined,
    });
    const { storage } = this.services;
    const collector = this.storesUnderWay === 0 ? this.collector : storage.collector();
    const dataset = new ReceivedDataset(header, collector, this.connection);
    this.datasets.set(request, dataset);
    return dataset;
  }

  /** The bytes stay as they are: nothing is parsed here. */
  override createDatasetFromStoreWritableStream(
    _writable: Writable,
    _context: PresentationContext,
    callback: (dataset: InstanceType<typeof dimse.Dataset>) => void,
  ): void {
    callback(undefined as never);
  }

  override cStoreRequest(request: CStoreRequest, reply: Reply<InstanceType<typeof CStoreResponse>>): void {
    this.conclude(
      async () => {
        const conversation = this.permitted('store');
        const dataset = this.datasets.get(request);
        if (!dataset) throw new DimseError(STATUS.unableToProcess, 'C-STORE without a dataset');
        this.storing ??= this.services.storage.open(conversation);
        this.storesUnderWay += 1;
        try {
          return await (await this.storing).store(request.getAffectedSopInstanceUid(), dataset);
        } finally {
          this.storesUnderWay -= 1;
        }
      },
      (answer) => reply(finished(CStoreResponse.fromRequest(request), answer)),
    );
  }

  override cFindRequest(request: CFindRequest, reply: Reply<InstanceType<typeof CFindResponse>[]>): void {
    const identifier = this.identifierOf(request);
    this.cancelled.delete(request.getMessageId());
    const responseOf = (answer: Answer) => {
      const response = finished(CFindResponse.fromRequest(request), answer);
      response.setAffectedSopClassUid(request.getAffectedSopClassUid());
      return response;
    };
    this.conclude(
      async () => {
        const send = this.answersLike(request, responseOf(PENDING));
        for await (const matches of inBatches(this.find(request, identifier()), MATCHES_PER_WRITE)) {
          if (!this.isOpen || (await this.isCancelled(request))) return CANCELLED;
          send(matches.map(inUtf8));
          await this.drained();
        }
        return SUCCESS;
      },
      (answer) => reply([responseOf(answer)]),
    );
  }

  override cMoveRequest(request: CMoveRequest, reply: Reply<InstanceType<typeof CMoveResponse>[]>): void {
    const destination = String(request.getCommandDataset().getElement('MoveDestination') ?? '').trim();
    this.retrieve(
      request,
      () => CMoveResponse.fromRequest(request),
      (response) => reply([response]),
      ({ callingAeTitle: aeTitle }) =>
        this.services.retrieval.to(destination, { aeTitle, messageId: request.getMessageId() }),
    );
  }

  override cGetRequest(request: CGetRequest, reply: Reply<InstanceType<typeof CGetResponse>[]>): void {
    this.retrieve(
      request,
      () => CGetResponse.fromRequest(request),
      (response) => reply([response]),
      async () => this.services.retrieval.over(this),
    );
  }

  override cCancelRequest(request: CCancelRequest): void {
    this.cancelled.add(request.getMessageIdBeingRespondedTo());
  }

  override nCreateRequest(request: NCreateRequest, reply: Reply<InstanceType<typeof NCreateResponse>>): void {
    const response = NCreateResponse.fromRequest(request);
    const attributes = this.identifierOf(request);
    this.conclude(
      async () => {
        const announced = request.getAffectedSopInstanceUid() as string | undefined;
        const conversation = this.permitted('mpps');
        const uid = await this.services.steps.create(conversation, announced, attributes());
        response.setAffectedSopInstanceUid(uid);
        return SUCCESS;
      },
      (answer) => reply(finished(response, answer)),
    );
  }

  override nSetRequest(request: NSetRequest, reply: Reply<InstanceType<typeof NSetResponse>>): void {
    const attributes = this.identifierOf(request);
    this.conclude(
      async () => {
        const conversation = this.permitted('mpps');
        await this.services.steps.set(conversation, request.getRequestedSopInstanceUid(), attributes());
        return SUCCESS;
      },
      (answer) => reply(finished(NSetResponse.fromRequest(request), answer)),
    );
  }

  override nActionRequest(request: NActionRequest, reply: Reply<InstanceType<typeof NActionResponse>>): void {
    const information = this.identifierOf(request);
    this.conclude(
      async () => {
        const conversation = this.permitted('commitment');
        await this.services.commitment.request(conversation, {
          sopInstanceUid: request.getRequestedSopInstanceUid(),
          actionTypeId: Number(request.getActionTypeId()),
          information: information(),
          link: this,
        });
        return SUCCESS;
      },
      (answer) => {
        reply(finished(NActionResponse.fromRequest(request), answer));
        if (answer.status === STATUS.success) this.services.commitment.wake();
      },
    );
  }

  /** On the peer's own association an object goes out only where the peer offered to be its SCP. */
  override storableIn(sopClassUid: string): string[] {
    return this.storedBack.has(sopClassUid) ? super.storableIn(sopClassUid) : [];
  }

  private accept(association: Association, conversation: Conversation): void {
    if (!this.isOpen) return this.admission.leave(conversation);
    this.conversation = conversation;
    this.negotiated = association;
    const contexts = association.getPresentationContexts().map(({ context }) => context);
    const backwards = new Set(
      contexts.filter((one) => one.getProviderRole()).map((one) => one.getAbstractSyntaxUid()),
    );
    for (const context of contexts) {
      const abstractSyntaxUid = context.getAbstractSyntaxUid();
      const allowed = new Set<ServiceRow['service']>(['verification', ...conversation.services]);
      if (allowed.has('retrieve') && backwards.has(abstractSyntaxUid)) allowed.add('store');
      const verdict = negotiate(
        { abstractSyntaxUid, transferSyntaxUids: context.getTransferSyntaxUids() },
        SCP_SERVICES,
        allowed,
      );
      if ('accept' in verdict) context.setResult(PresentationContextResult.Accept, verdict.accept);
      else context.setResult(REJECTED[verdict.reject]);
    }
    this.storedBack = backwards;
    association.setNegotiateAsyncOps(false);
    this.sendAssociationAccept();
  }

  private reject(error: unknown): void {
    const rejection = error instanceof Rejection ? error : undefined;
    if (!rejection) this.logger.error(`Association could not be opened: ${(error as Error).message}`);
    const { result, source, reason } = rejection ?? Rejection.congestion();
    this.sendAssociationReject(result, source, reason);
    void closeSocket(this.connection, CLOSING_MS);
  }

  private find(request: CFindRequest, identifier: DicomJsonDataset): AsyncIterable<EncodableDataset> {
    const sopClassUid = request.getAffectedSopClassUid();
    if (sopClassUid === SOP_CLASS.modalityWorklistFind)
      return this.services.worklist.find(this.permitted('worklist'), identifier);
    return this.services.query.find(this.permitted('query'), sopClassUid, identifier);
  }

  /** C-MOVE and C-GET: what is selected, sent as `prepare` says, with counts in the answers as it goes (PS3.4 section C.4.2). */
  private retrieve<R extends RetrieveResponse>(
    request: CMoveRequest | CGetRequest,
    create: () => R,
    reply: Reply<R>,
    prepare: (conversation: Conversation) => Promise<Sending>,
  ): void {
    const sopClassUid = request.getAffectedSopClassUid();
    const identifier = this.identifierOf(request);
    this.cancelled.delete(request.getMessageId());
    let tally = new Tally(0);
    const respond = (answer: Answer) => {
      const response = finished(create(), answer);
      response.setAffectedSopClassUid(sopClassUid);
      response.setCompleted(tally.completed);
      response.setWarnings(tally.warnings);
      response.setFailures(tally.failures);
      if (answer !== SUCCESS && tally.remaining > 0) response.setRemaining(tally.remaining);
      if (answer !== PENDING && tally.failures > 0)
        response.setDataset(failedUids(tally.failedUids, syntaxOf(request)));
      if (answer === PENDING) this.sendResponse(request, response);
      else reply(response);
    };
    this.conclude(async () => {
      const conversation = this.permitted('retrieve');
      const send = await prepare(conversation);
      const instances = await this.services.retrieval.select(conversation, sopClassUid, identifier());
      tally = new Tally(instances.length);
      for await (const result of send(instances)) {
        tally.add(result);
        if (await this.isCancelled(request)) return CANCELLED;
        if (tally.remaining > 0) respond(PENDING);
      }
      return { status: tally.finalStatus, comment: tally.reason };
    }, respond);
  }

  /** The identifier of a message; read now, while its bytes are at hand, and refused when it is asked for. */
  private identifierOf(message: { getDataset(): unknown }): () => DicomJsonDataset {
    try {
      const identifier = this.identifier(message);
      return () => identifier;
    } catch (error) {
      return () => {
        throw new DimseError(STATUS.unableToProcess, (error as Error).message);
      };
    }
  }

  private permitted(service: PeerService): Conversation {
    if (this.conversation?.services.has(service)) return this.conversation;
    throw new DimseError(STATUS.notAuthorized, `This AE title may not use the service ${service}`);
  }

  /** Lets messages in that wait behind this one, a C-CANCEL among them. */
  private async isCancelled(request: CFindRequest | CMoveRequest | CGetRequest): Promise<boolean> {
    await setImmediate();
    return this.cancelled.delete(request.getMessageId());
  }

  /** Does the work and answers with its outcome, whatever it is. */
  private conclude(work: () => Promise<Answer>, answer: (outcome: Answer) => void): void {
    const outcome = work().catch((error: unknown) => {
      if (!(error instanceof DimseError))
        this.logger.error(`A request failed: ${(error as Error).message}`, (error as Error).stack);
      return answerFor(error);
    });
    outcome
      .then(answer)
      .catch((error: Error) => this.logger.warn(`An answer was not sent: ${error.message}`));
  }

  private leave(): void {
    const { conversation } = this;
    this.conversation = undefined;
    if (conversation) this.admission.leave(conversation);
    void this.closeStorage();
    void this.collector.reset();
  }

  private async closeStorage(): Promise<void> {
    const { storing } = this;
    this.storing = undefined;
    await storing?.then((session) => session.close()).catch(() => undefined);
  }
}

function finished<R extends { setStatus(status: number): void; setErrorComment(text: string): void }>(
  response: R,
  { status, comment: text }: Answer,
): R {
  response.setStatus(status);
  if (text) response.setErrorComment(comment(text));
  return response;
}

/** The transfer syntax that the identifier of a request came in; its answers go out in the same. */
function syntaxOf(request: CMoveRequest | CGetRequest): string {
  return request.getDataset()?.getTransferSyntaxUid() ?? '';
}

function failedUids(uids: string[], transferSyntaxUid: string): MessageDataset {
  return MessageDataset.of(
    { [tagOfKeyword('FailedSOPInstanceUIDList')]: { vr: 'UI', Value: uids } },
    transferSyntaxUid,
  );
}
