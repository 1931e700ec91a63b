import type { Forwarded, SendStudy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { ArchiveService } from '../archive/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { PeerDirectory } from '../peers/index.js';
import { notFound } from '../platform/index.js';
import { cameOnlyFrom, matches, type RoutedStudy } from './domain/filter.js';
import { DeliveryStore } from './delivery-store.js';
import { ForwardRuleEntity } from './entities/forward-rule.entity.js';

/** Decides what goes where, once there is something to send. */
@Injectable()
export class DeliveryPlanner {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly peers: PeerDirectory,
    private readonly audit: AuditService,
    private readonly store: DeliveryStore,
  ) {}

  /** Makes a delivery of every rule that the study meets; of one that exists, a new request for what came since. */
  async plan(manager: EntityManager, studyId: string, what: Forwarded): Promise<void> {
    const rules = await manager.getRepository(ForwardRuleEntity).findBy({ enabled: true });
    const wanted = rules.filter((rule) => rule.what.includes(what));
    if (wanted.length === 0) return;
    const study = await routedStudy(manager, studyId);
    if (!study) return;
    for (const rule of wanted.filter(({ filter }) => matches(filter, study))) {
      const peer = await this.peers.byId(rule.peerId, manager);
      if (!peer || (what === 'originals' && cameOnlyFrom(study, peer.aeTitle))) continue;
      await manager.query(
        `insert into delivery (rule_id, peer_id, study_id, transport, what) values ($1, $2, $3, $4, $5)
         on conflict (rule_id, study_id, what) do update
            set state = 'waiting', request = delivery.request + 1, attempts = 0, next_attempt_at = now(),
                peer_id = excluded.peer_id, transport = excluded.transport, problem = null, finished_at = null`,
        [rule.id, rule.peerId, studyId, rule.transport, what],
      );
    }
  }

  /** A person has a delivery tried again at once. Throws 404 where none has failed or waits under this id. */
  async retry(id: string, by: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.store.retry(manager, id))) throw notFound('Delivery', id);
      const action = 'delivery.retry';
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action,
        outcome: 'success',
        detail: id,
      });
    });
  }

  /** A person sends a study, whatever the peer has taken before. */
  async send(studyUid: string, { peerId, transport, what }: SendStudy, by: Principal): Promise<void> {
    const study = await this.archive.studyByUid(studyUid);
    if (!study) throw notFound('Study', studyUid);
    const peer = await this.peers.byId(peerId);
    if (!peer) throw notFound('Peer', peerId);
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `insert into delivery (peer_id, study_id, transport, what) select $1, $2, $3, unnest($4::text[])`,
        [peerId, study.id, transport, what],
      );
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'study.send',
        outcome: 'success',
        studyUid,
        detail: `${what.join(' and ')} to ${peer.aeTitle}`,
      });
    });
  }
}

async function routedStudy(manager: EntityManager, studyId: string): Promise<RoutedStudy | undefined> {
  const [study] = await manager.query<RoutedStudy[]>(
    `select study_description as description, institution, intake = 'prior' as prior,
            array(select distinct modality from series where study_id = study.id and not own and not hidden)
              as modalities,
            array(select distinct body_part from series
                   where study_id = study.id and not own and not hidden and body_part is not null) as "bodyParts",
            array(select distinct split_part(source, '@', 1) from instance
                   where study_id = study.id and door = 'dimse') as sources
       from study where id = $1`,
    [studyId],
  );
  return study;
}
