import dimse from 'dcmjs-dimse';
import type { Writable } from 'node:stream';
import { ACCEPTED_TRANSFER_SYNTAX_UIDS, fileHeader, STORAGE_SOP_CLASS_UIDS } from '../../../dicom/index.js';
import type { ObjectCollector } from '../../../archive/index.js';
import { ReceivedDataset, type Flow } from './received-dataset.js';
import type { PeerAssociation, StoreDoor } from './store-door.js';

const { PresentationContextResult, RejectReason, RejectResult, RejectSource, Status } = dimse.constants;
const { CEchoResponse, CStoreResponse } = dimse.responses;

type Association = InstanceType<typeof dimse.association.Association>;
type CEchoRequest = InstanceType<typeof dimse.requests.CEchoRequest>;
type CStoreRequest = InstanceType<typeof dimse.requests.CStoreRequest>;
type PresentationContext = InstanceType<typeof dimse.association.PresentationContext>;
type Socket = ConstructorParameters<typeof dimse.Scp>[0];
type Options = ConstructorParameters<typeof dimse.Scp>[1] & { door: StoreDoor };

const VERIFICATION = '1.2.840.10008.1.1';
const storageClasses = new Set(STORAGE_SOP_CLASS_UIDS);
const transferSyntaxes = new Set(ACCEPTED_TRANSFER_SYNTAX_UIDS);

/** One association: C-ECHO and C-STORE. The library does the upper layer; what is stored is decided behind the door. */
export class StoreScp extends dimse.Scp {
  private readonly door: StoreDoor;
  private readonly address: string;
  private readonly collector: ObjectCollector;
  private readonly flow: Flow;
  private readonly datasets = new WeakMap<object, ReceivedDataset>();
  private callingAeTitle = '';
  private peer: Promise<PeerAssociation> | undefined;

  constructor(socket: Socket, options: Options) {
    super(socket, options);
    this.door = options.door;
    this.address = socket.remoteAddress ?? 'unknown';
    this.collector = options.door.collector();
    this.flow = socket;
    socket.once('close', () => this.closePeer());
  }

  override associationRequested(association: Association): void {
    if (association.getCalledAeTitle().trim() !== this.door.aeTitle) {
      this.sendAssociationReject(
        RejectResult.Permanent,
        RejectSource.ServiceUser,
        RejectReason.CalledAeNotRecognized,
      );
      return;
    }
    for (const { context } of association.getPresentationContexts()) accept(context);
    this.callingAeTitle = association.getCallingAeTitle().trim();
    const peer = this.door.open(this.callingAeTitle, this.address);
    this.peer = peer;
    peer.then(
      () => this.sendAssociationAccept(),
      () =>
        this.sendAssociationReject(
          RejectResult.Transient,
          RejectSource.ServiceProviderPresentation,
          RejectReason.TemporaryCongestion,
        ),
    );
  }

  override associationReleaseRequested(): void {
    this.closePeer();
    this.sendAssociationReleaseResponse();
  }

  override cEchoRequest(
    request: CEchoRequest,
    callback: (response: InstanceType<typeof CEchoResponse>) => void,
  ): void {
    const response = CEchoResponse.fromRequest(request);
    response.setStatus(Status.Success);
    callback(response);
  }

  override createStoreWritableStream(context: PresentationContext, request: CStoreRequest): Writable {
    const header = fileHeader({
      sopClassUid: request.getAffectedSopClassUid(),
      sopInstanceUid: request.getAffectedSopInstanceUid(),
      transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? '',
      sourceAeTitle: this.callingAeTitle || undefined,
    });
    const dataset = new ReceivedDataset(header, this.collector, this.flow);
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

  override cStoreRequest(
    request: CStoreRequest,
    callback: (response: InstanceType<typeof CStoreResponse>) => void,
  ): void {
    const response = CStoreResponse.fromRequest(request);
    this.store(request).then(
      ({ status, comment }) => {
        response.setStatus(status);
        if (comment) response.setErrorComment(comment);
        callback(response);
      },
      () => {
        response.setStatus(Status.ProcessingFailure);
        callback(response);
      },
    );
  }

  private async store(request: CStoreRequest) {
    const dataset = this.datasets.get(request);
    if (!dataset || !this.peer) throw new Error('C-STORE outside of an association');
    return (await this.peer).store(request.getAffectedSopInstanceUid(), dataset);
  }

  private closePeer(): void {
    const { peer } = this;
    this.peer = undefined;
    peer?.then((opened) => opened.close()).catch(() => undefined);
    this.collector.reset().catch(() => undefined);
  }
}

/** Accepts verification and storage, in the first transfer syntax the sender proposes that we keep. */
function accept(context: PresentationContext): void {
  const abstractSyntax = context.getAbstractSyntaxUid();
  if (abstractSyntax !== VERIFICATION && !storageClasses.has(abstractSyntax)) {
    context.setResult(PresentationContextResult.RejectAbstractSyntaxNotSupported);
    return;
  }
  const proposed = context.getTransferSyntaxUids();
  const chosen = proposed.find((uid) => transferSyntaxes.has(uid));
  if (chosen) context.setResult(PresentationContextResult.Accept, chosen);
  else context.setResult(PresentationContextResult.RejectTransferSyntaxesNotSupported);
}
