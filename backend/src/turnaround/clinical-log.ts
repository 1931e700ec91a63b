import type { ClinicalEventKind, Role } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArchiveService } from '../archive/index.js';
import { SiteService } from '../identity/index.js';
import { isEvent } from '../platform/index.js';
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

interface Known {
  timeZone: string;
  /** Undefined for what nobody is to read. */
  arrivalOf(this: void, studyId: string): Arrival | undefined;
}

/** One of the things that an event says. */
interface Saying {
  event: ClinicalPlatformEvent;
  said: Said;
  part: number;
}

/** Writes down what the event log says of studies, each thing once. */
@Injectable()
export class ClinicalLog {
  constructor(
    private readonly store: ClinicalEventStore,
    private readonly timelines: Timelines,
    private readonly archive: ArchiveService,
    private readonly sites: SiteService,
  ) {}

  /** Events in the order of the log. */
  async record(manager: EntityManager, events: readonly ClinicalPlatformEvent[]): Promise<void> {
    const known = await this.knownOf(manager, events);
    const studies = new Set<string>();
    let waiting: NewClinicalEvent[] = [];
    const write = async () => {
      await this.store.write(manager, waiting);
      waiting = [];
    };
    for (const event of events)
      for (const [part, said] of clinicalEventsOf(event, known.arrivalOf).entries()) {
        // What is taken back may be of this batch.
        if (said.takesBack) await write();
        const whole = await this.complete(manager, { event, said, part, ...known });
        if (!whole) continue;
        waiting.push(whole);
        studies.add(whole.studyUid);
      }
    await write();
    await this.timelines.markStale(manager, [...studies]);
  }

  /** What several events of a batch ask for. */
  private async knownOf(manager: EntityManager, events: readonly ClinicalPlatformEvent[]): Promise<Known> {
    const complete = events.flatMap((event) =>
      isEvent(event, 'StudyCompleted') ? [event.payload.studyId] : [],
    );
    const studies = await this.archive.studiesByIds([...new Set(complete)], manager);
    return {
      timeZone: (await this.sites.current(manager)).timeZone,
      arrivalOf(studyId) {
        const study = studies.get(studyId);
        return !study || study.intake === 'prior' ? undefined : study;
      },
    };
  }

  /** Undefined where it takes something back that is not there. */
  private async complete(
    manager: EntityManager,
    { event, said, part, timeZone }: Pick<Known, 'timeZone'> & Saying,
  ): Promise<NewClinicalEvent | undefined> {
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
      part,
    };
    if (said.takesBack) {
      const of = kind === 'markedRead' ? null : readerId;
      const last = await this.store.lastOf(manager, studyUid, kind, of);
      if (!last) return undefined;
      const { id: corrects, happenedAt } = last;
      return { ...common, clock: 'platform', happenedAt, corrects, detail: { void: true } };
    }
    const shown = said.shown === undefined ? undefined : shownAt(said.shown, timeZone);
    return {
      ...common,
      clock: shown ? 'modality' : 'platform',
      happenedAt: shown ?? said.at ?? event.occurredAt,
      corrects: null,
      detail,
    };
  }
}

/** By a clock of the site; undefined where it is no time. */
function shownAt(shown: string, timeZone: string): Date | undefined {
  const at = instantOf(shown, timeZone);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The account of a person; events name actors as `person:` and their id. */
function readerOf({ payload }: ClinicalPlatformEvent): string | null {
  const by = 'by' in payload ? payload.by : undefined;
  return /^person:([0-9a-f-]{36})$/.exec(by ?? '')?.[1] ?? null;
}
