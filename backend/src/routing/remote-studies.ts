import type { FetchStudy, RemoteQuery, RemoteStudy, StudyFetch } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { getString, type DicomJsonDataset } from '../dicom/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { PeerDirectory, type PeerRecord } from '../peers/index.js';
import { DomainError, notFound } from '../platform/index.js';
import { FetchStore } from './fetch-store.js';
import { candidate } from './prior-search.js';
import { RemoteArchives } from './transport/remote-archives.js';

/** Looks at what peers have, and has it fetched, as a person asks for it. */
@Injectable()
export class RemoteStudies {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly peers: PeerDirectory,
    private readonly remotes: RemoteArchives,
    private readonly fetches: FetchStore,
    private readonly audit: AuditService,
  ) {}

  async ofPatient(peerId: string, { transport, patientId }: RemoteQuery): Promise<RemoteStudy[]> {
    const peer = await this.peer(peerId);
    const found = await this.remotes
      .by(transport)
      .studiesOf(peer, patientId)
      .catch((error: unknown) => {
        const detail = `${peer.aeTitle} could not be asked: ${(error as Error).message}`;
        throw new DomainError('PEER_UNAVAILABLE', 503, 'Peer not available', detail);
      });
    const here = await this.stored(found.map((one) => candidate(one).studyInstanceUid));
    return found.map((one) => remoteStudy(one, here));
  }

  async fetch(wanted: FetchStudy, by: Principal): Promise<StudyFetch> {
    const peer = await this.peer(wanted.peerId);
    return this.dataSource.transaction(async (manager) => {
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'study.fetch',
        outcome: 'success',
        studyUid: wanted.studyInstanceUid,
        detail: `from ${peer.aeTitle}, as ${wanted.intake}`,
      });
      return this.fetches.request(manager, { ...wanted, forStudyUid: null });
    });
  }

  private async peer(id: string): Promise<PeerRecord> {
    const peer = await this.peers.byId(id);
    if (!peer) throw notFound('Peer', id);
    return peer;
  }

  private async stored(studyInstanceUids: string[]): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ uid: string }[]>(
      'select study_instance_uid as uid from study where study_instance_uid = any($1)',
      [studyInstanceUids],
    );
    return new Set(rows.map((row) => row.uid));
  }
}

function remoteStudy(dataset: DicomJsonDataset, here: ReadonlySet<string>): RemoteStudy {
  const { studyInstanceUid, studyDate, modalities } = candidate(dataset);
  return {
    studyInstanceUid,
    studyDate,
    modalities: [...modalities],
    description: getString(dataset, 'StudyDescription') ?? null,
    accessionNumber: getString(dataset, 'AccessionNumber') ?? null,
    here: here.has(studyInstanceUid),
  };
}
