import type { FetchStudy, PageQuery, StudyFetch, StudyFetchPage, Transport } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AnnouncedStudies } from '../archive/index.js';
import { parseTimeCursor, timeCursorOf } from '../platform/index.js';
import { waitAfter } from './domain/back-off.js';

/** A study takes its time: C-MOVE answers come with every instance, and the peer may have to load it from tape. */
const LEASE_SECONDS = 3600;

export interface TakenFetch {
  id: string;
  peerId: string;
  transport: Transport;
  studyInstanceUid: string;
  attempts: number;
}

export interface FetchRequest extends Omit<FetchStudy, 'intake'> {
  intake: FetchStudy['intake'];
  forStudyUid: string | null;
}

interface Row extends Omit<StudyFetch, 'createdAt' | 'finishedAt'> {
  createdAt: Date;
  finishedAt: Date | null;
}

const COLUMNS = `study_fetch.id, study_fetch.peer_id as "peerId", ae_title as "aeTitle",
  study_instance_uid as "studyInstanceUid", for_study_uid as "forStudyUid", state, attempts,
  created_at as "createdAt", finished_at as "finishedAt", problem`;

/** Studies that are to be fetched, in PostgreSQL. */
@Injectable()
export class FetchStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly announced: AnnouncedStudies,
  ) {}

  /** Asks for a study, once: one that is on its way from that peer is not asked for again. */
  async request(manager: EntityManager, wanted: FetchRequest): Promise<StudyFetch> {
    const { peerId, transport, studyInstanceUid, forStudyUid, intake } = wanted;
    await this.announced.announce(manager, studyInstanceUid, intake);
    await manager.query(
      `insert into study_fetch (peer_id, transport, study_instance_uid, for_study_uid) values ($1, $2, $3, $4)
       on conflict (peer_id, study_instance_uid) where state in ('waiting', 'fetching') do nothing`,
      [peerId, transport, studyInstanceUid, forStudyUid],
    );
    const [row] = await manager.query<Row[]>(
      `select ${COLUMNS} from study_fetch join peer on peer.id = peer_id
        where peer_id = $1 and study_instance_uid = $2 and state in ('waiting', 'fetching')`,
      [peerId, studyInstanceUid],
    );
    return view(row as Row);
  }

  async take(): Promise<TakenFetch | undefined> {
    const [rows] = await this.dataSource.query<[TakenFetch[], number]>(
      `update study_fetch set state = 'fetching', attempts = attempts + 1,
              lease_until = now() + make_interval(secs => $1)
        where id = (
          select due.id from study_fetch due join peer on peer.id = due.peer_id
           where due.state in ('waiting', 'fetching') and due.next_attempt_at <= now()
             and (due.state = 'waiting' or due.lease_until < now()) and peer.enabled
             and not exists (select from study_fetch other
                              where other.peer_id = due.peer_id and other.state = 'fetching'
                                and other.lease_until > now())
           order by due.next_attempt_at limit 1 for update of due skip locked)
       returning id, peer_id as "peerId", transport, study_instance_uid as "studyInstanceUid", attempts`,
      [LEASE_SECONDS],
    );
    return rows[0];
  }

  async finish({ id }: TakenFetch, state: 'fetched' | 'failed', problem: string | null): Promise<void> {
    await this.dataSource.query(
      'update study_fetch set state = $2, problem = $3, lease_until = null, finished_at = now() where id = $1',
      [id, state, problem],
    );
  }

  async postpone({ id, attempts }: TakenFetch, problem: string): Promise<void> {
    await this.dataSource.query(
      `update study_fetch set state = 'waiting', problem = $2, lease_until = null,
              next_attempt_at = now() + make_interval(secs => $3)
        where id = $1`,
      [id, problem, waitAfter(attempts, Math.random())],
    );
  }

  /** Newest first; `after` is the cursor of the page before. */
  async page({ limit, after }: PageQuery): Promise<StudyFetchPage> {
    const place = after ? parseTimeCursor(after) : undefined;
    const rows = await this.dataSource.query<Row[]>(
      `select ${COLUMNS} from study_fetch join peer on peer.id = peer_id
        where $1::timestamptz is null or (created_at, study_fetch.id) < ($1::timestamptz, $2::uuid)
        order by created_at desc, study_fetch.id desc limit $3`,
      [place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? timeCursorOf({ at: last.createdAt, id: last.id }) : null;
    return { fetches: page.map(view), next };
  }
}

function view(row: Row): StudyFetch {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
