import type { ClinicalEventKind, Role } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArchiveService } from '../archive/index.js';
import { SiteService } from '../identity/index.js';
import { ClinicalEventStore, type NewClinicalEvent } from './clinical-event-store.js';
import {
  clinicalEventsOf,
  type Arrival,
  type ClinicalPlatformEvent,
  type Said,
} from './clinical-events-of.js';
import { instantOf } from './domain/site-time.js';
import { VOCABULARY } from './domain/vocabulary.js';
import { Timelines } from './timelines.js';

/** Done by radiologists alone, as the policy has it. */
const BY_RADIOLOGISTS: readonly ClinicalEventKind[] = [
  'claimed',
  'stolen',
  'reassigned',
  'skipped',
  'holdPlaced',
  'reportStarted',
  'preliminary',
  'final',
  'addendum',
  'firstOpened',
];

/** Writes down what the event log says of studies, each thing once. */
@Injectable()
export class ClinicalLog {
  constructor(
    private readonly store: ClinicalEventStore,
    private readonly timelines: Timelines,
    private readonly archive: ArchiveService,
    private readonly sites: SiteService,
  ) {}

  async record(manager: EntityManager, event: ClinicalPlatformEvent): Promise<void> {
    const { studyUid } = event.payload;
    const said = await clinicalEventsOf(event, (studyId) => this.arrivalOf(manager, studyId));
    let written = 0;
    for (const [part, one] of said.entries()) {
      const whole = await this.complete(manager, event, one);
      if (!whole) continue;
      await this.store.write(manager, { ...whole, part });
      written += 1;
    }
    if (written > 0) await this.timelines.markStale(manager, studyUid);
  }

  /** Undefined where it takes something back that is not there. */
  private async complete(
    manager: EntityManager,
    event: ClinicalPlatformEvent,
    said: Said,
  ): Promise<Omit<NewClinicalEvent, 'part'> | undefined> {
    const { kind, detail = {} } = said;
    const { studyUid } = event.payload;
    const readerId = readerOf(event);
    const byRole: Role | null = BY_RADIOLOGISTS.includes(kind) ? 'radiologist' : null;
    const common = {
      studyUid,
      kind,
      recordedAt: event.occurredAt,
      source: VOCABULARY[kind].usualSource,
      byRole,
      readerId,
      position: event.position,
    };
    if (said.takesBack) {
      const of = kind === 'markedRead' ? null : readerId;
      const last = await this.store.lastOf(manager, studyUid, kind, of);
      if (!last) return undefined;
      const { id: corrects, happenedAt } = last;
      return { ...common, clock: 'platform', happenedAt, corrects, detail: { void: true } };
    }
    const shown = said.shown === undefined ? undefined : await this.shownAt(manager, said.shown);
    return {
      ...common,
      clock: shown ? 'modality' : 'platform',
      happenedAt: shown ?? said.at ?? event.occurredAt,
      corrects: null,
      detail,
    };
  }

  /** By a clock of the site; undefined where it is no time. */
  private async shownAt(manager: EntityManager, shown: string): Promise<Date | undefined> {
    const { timeZone } = await this.sites.current(manager);
    const at = instantOf(shown, timeZone);
    return Number.isNaN(at.getTime()) ? undefined : at;
  }

  private async arrivalOf(manager: EntityManager, studyId: string): Promise<Arrival | undefined> {
    const study = await this.archive.studyById(studyId, manager);
    return !study || study.intake === 'prior' ? undefined : study;
  }
}

/** The account of a person; events name actors as `person:` and their id. */
function readerOf({ payload }: ClinicalPlatformEvent): string | null {
  const by = 'by' in payload ? payload.by : undefined;
  return /^person:([0-9a-f-]{36})$/.exec(by ?? '')?.[1] ?? null;
}
