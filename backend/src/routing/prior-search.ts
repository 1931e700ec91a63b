import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { getString, getStrings, type DicomJsonDataset } from '../dicom/index.js';
import { PeerDirectory } from '../peers/index.js';
import { choosePriors, type Candidate, type PresentStudy } from './domain/priors.js';
import { waitAfter } from './domain/back-off.js';
import { PriorSourceEntity } from './entities/prior-source.entity.js';
import { FetchStore } from './fetch-store.js';
import { RemoteArchives } from './transport/remote-archives.js';

/** A source that cannot be asked is asked again so often; the reading does not wait for it. */
const ATTEMPTS = 8;
const LEASE_SECONDS = 120;

interface Search {
  sourceId: string;
  studyId: string;
  attempts: number;
}

/** Looks for priors of new studies at the sources, and has those that suit fetched. */
@Injectable()
export class PriorSearch {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly peers: PeerDirectory,
    private readonly remotes: RemoteArchives,
    private readonly fetches: FetchStore,
  ) {}

  /** Every source is to be asked for priors of a study that is to be read. */
  async plan(manager: EntityManager, studyId: string): Promise<void> {
    await manager.query(
      `insert into prior_search (source_id, study_id)
       select prior_source.id, study.id from prior_source, study
        where prior_source.enabled and study.id = $1 and study.intake = 'reading' and study.patient_id is not null
       on conflict do nothing`,
      [studyId],
    );
  }

  /** Asks one source that is due; false where none is. */
  async askNext(): Promise<boolean> {
    const search = await this.take();
    if (!search) return false;
    try {
      await this.ask(search);
      await this.forget(search);
    } catch (error) {
      if (search.attempts >= ATTEMPTS) await this.forget(search);
      throw new Error(`Priors could not be looked for: ${(error as Error).message}`, { cause: error });
    }
    return true;
  }

  /** The next attempt is set before this one is made. */
  private async take(): Promise<Search | undefined> {
    const [rows] = await this.dataSource.query<[Search[], number]>(
      `update prior_search set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $1 + $2 * attempts)
        where (source_id, study_id) = (
          select source_id, study_id from prior_search where next_attempt_at <= now()
           order by next_attempt_at limit 1 for update skip locked)
       returning source_id as "sourceId", study_id as "studyId", attempts`,
      [LEASE_SECONDS, waitAfter(4, 1)],
    );
    return rows[0];
  }

  private async ask({ sourceId, studyId }: Search): Promise<void> {
    const source = await this.dataSource.getRepository(PriorSourceEntity).findOneBy({ id: sourceId });
    const present = await this.present(studyId);
    const peer = source && (await this.peers.byId(source.peerId));
    if (!present || !source?.enabled || !peer?.enabled) return;
    const found = await this.remotes.by(source.transport).studiesOf(peer, present.patientId);
    const chosen = choosePriors(present, found.map(candidate), source);
    await this.dataSource.transaction(async (manager) => {
      for (const studyInstanceUid of await notHere(manager, chosen))
        await this.fetches.request(manager, {
          peerId: peer.id,
          transport: source.transport,
          studyInstanceUid,
          forStudyUid: present.studyInstanceUid,
          intake: 'prior',
        });
    });
  }

  private async present(studyId: string): Promise<PresentStudy | undefined> {
    const [row] = await this.dataSource.query<PresentStudy[]>(
      `select study_instance_uid as "studyInstanceUid", study_date as "studyDate", patient_id as "patientId",
              patient_birth_date as "birthDate",
              array(select distinct modality from series where study_id = study.id and not own) as modalities
         from study where id = $1`,
      [studyId],
    );
    return row;
  }

  private async forget({ sourceId, studyId }: Search): Promise<void> {
    await this.dataSource.query('delete from prior_search where source_id = $1 and study_id = $2', [
      sourceId,
      studyId,
    ]);
  }
}

/** A study as a peer describes it. */
export function candidate(dataset: DicomJsonDataset): Candidate {
  return {
    studyInstanceUid: getString(dataset, 'StudyInstanceUID') ?? '',
    studyDate: getString(dataset, 'StudyDate') ?? null,
    modalities: getStrings(dataset, 'ModalitiesInStudy'),
    patientId: getString(dataset, 'PatientID') ?? null,
    birthDate: getString(dataset, 'PatientBirthDate') ?? null,
  };
}

async function notHere(manager: EntityManager, studyInstanceUids: readonly string[]): Promise<string[]> {
  const rows = await manager.query<{ uid: string }[]>(
    `select uid from unnest($1::text[]) uid
      where not exists (select from study where study_instance_uid = uid)`,
    [studyInstanceUids],
  );
  return rows.map((row) => row.uid);
}
