import { Injectable } from '@nestjs/common';
import { InstanceSelection, Rejections, type StoredInstance, type UniqueKeys } from '../../archive/index.js';
import type { DicomJsonDataset } from '../../dicom/index.js';
import { AccessService } from '../../identity/index.js';
import { PeerDirectory } from '../../peers/index.js';
import { OutgoingObjects } from '../outgoing.js';
import type { Link, MoveOriginator } from '../protocol/link.js';
import { DimseError, STATUS } from '../protocol/status.js';
import type { StoreResult } from '../protocol/tally.js';
import { retrievalKeys } from '../protocol/unique-keys.js';
import { DimseClient } from '../scu/client.js';
import type { Conversation } from './conversation.js';

/** How selected instances get to where they are wanted: one result for each. */
export type Sending = (instances: readonly StoredInstance[]) => AsyncIterable<StoreResult>;

/** Retrieve SCP: C-MOVE and C-GET (PS3.4 sections C.4.2 and C.4.3). */
@Injectable()
export class RetrieveScp {
  constructor(
    private readonly selection: InstanceSelection,
    private readonly peers: PeerDirectory,
    private readonly client: DimseClient,
    private readonly outgoing: OutgoingObjects,
    private readonly access: AccessService,
    private readonly rejections: Rejections,
  ) {}

  /** What is to be sent; each study of it is an access in the audit trail. */
  async select(
    { principal, source }: Conversation,
    sopClassUid: string,
    identifier: DicomJsonDataset,
  ): Promise<StoredInstance[]> {
    const keys = retrievalKeys(sopClassUid, identifier);
    const instances = await this.selection.under(keys);
    for (const studyUid of new Set(instances.map((one) => one.studyInstanceUid)))
      await this.access.enforce(principal, { action: 'study.retrieve', studyUid, source });
    await this.noteWithheld({ principal, source }, keys);
    return instances;
  }

  /** AI results that are kept from readers are not sent; that they were asked for is in the trail. */
  private async noteWithheld(
    { principal, source }: Pick<Conversation, 'principal' | 'source'>,
    keys: UniqueKeys,
  ): Promise<void> {
    for (const studyUid of keys.studyInstanceUids ?? []) {
      const withheld = await this.rejections.withheld({ studyInstanceUid: studyUid });
      if (withheld.length === 0) continue;
      const detail = `${withheld.length} AI result objects kept from readers`;
      await this.access.refused(principal, { action: 'study.retrieve', studyUid, source, detail });
    }
  }

  /** To a peer that may be sent to. Throws a DimseError (A801) for any other AE title. */
  async to(destination: string, originator: MoveOriginator): Promise<Sending> {
    const peer = await this.peers.byAeTitle(destination);
    if (!peer?.enabled || !peer.destination)
      throw new DimseError(
        STATUS.unknownDestination,
        `Move destination ${destination} is no peer to send to`,
      );
    return (instances) => this.client.store(peer, instances, originator);
  }

  /** Over the association that asked. */
  over(link: Link): Sending {
    const { outgoing } = this;
    return async function* (instances) {
      for (const instance of instances) yield await outgoing.send(link, instance);
    };
  }
}
