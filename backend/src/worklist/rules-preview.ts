import {
  departmentSchema,
  type Band,
  type Department,
  type PreviewRules,
  type RulesPreview,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ArchiveService } from '../archive/index.js';
import { randomFrom } from '../dicom/index.js';
import { Clock } from '../platform/index.js';
import { forecastWaits } from '../queueing/index.js';
import { RuleStore } from '../rules/index.js';
import { decide, type RulesInForce, type TriageDecision, type TriageFacts } from '../triage/index.js';
import { DepartmentLoad } from './department-load.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { ReadingFacts } from './reading-facts.js';
import { displayName } from './study-text.js';
import { WorklistRepository } from './worklist.repository.js';

/** The top of the list, which readers work on; more would keep whoever edits rules waiting. */
const LOOKED = 300;
const LARGEST = 8;
/** The same chances in every preview, so that two differ by their rules alone. */
const SEED = 'rules preview';
const BANDS: readonly Band[] = [0, 1, 2, 3];

interface Placed {
  item: WorklistItemEntity;
  facts: TriageFacts;
  before: TriageDecision;
  after: TriageDecision;
}

/** What rules would do, before they are in force. */
@Injectable()
export class RulesPreviewer {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly repository: WorklistRepository,
    private readonly facts: ReadingFacts,
    private readonly rules: RuleStore,
    private readonly load: DepartmentLoad,
    private readonly archive: ArchiveService,
    private readonly clock: Clock,
  ) {}

  async preview({ rules, department: stated }: PreviewRules): Promise<RulesPreview> {
    const now = this.clock.now();
    const active = await this.rules.active(this.dataSource.manager);
    const inForce = { before: active, after: { version: active.version + 1, rules } };
    const placed = await this.place(inForce, now);
    const measured = await this.load.measured(now);
    const department = departmentSchema.parse({ ...ASSUMED, ...measured.department, ...stated });
    const profiles = measured.profiles.length > 0 ? measured.profiles : placed.map(({ facts }) => facts);
    return {
      list: await this.listOf(placed),
      department,
      measured: keysOf(measured.department).filter((key) => !(key in stated)),
      ...forecastWaits(department, profiles, inForce, randomFrom(SEED)),
    };
  }

  private async place(
    { before, after }: Record<'before' | 'after', RulesInForce>,
    now: Date,
  ): Promise<Placed[]> {
    const items = await this.repository.page({ limit: LOOKED, filter: {}, readerId: '', now });
    const { manager } = this.dataSource;
    const placed: Placed[] = [];
    for (const item of items) {
      const found = await this.facts.of(manager, item);
      if (!found) continue;
      const { facts } = found;
      placed.push({ item, facts, before: decide(facts, before, now), after: decide(facts, after, now) });
    }
    return placed;
  }

  private async listOf(placed: readonly Placed[]): Promise<RulesPreview['list']> {
    const [was, will] = [placesOf(placed, 'before'), placesOf(placed, 'after')];
    const moves = placed.map((one) => ({ one, from: was.get(one) ?? 0, to: will.get(one) ?? 0 }));
    const moved = moves.filter(({ from, to }) => from !== to);
    const farthest = moved
      .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
      .slice(0, LARGEST);
    const studies = await this.archive.studiesByIds(farthest.map(({ one }) => one.item.studyId));
    const unread = await this.repository.unread();
    return {
      unread,
      looked: placed.length,
      before: countsOf(placed, 'before'),
      after: countsOf(placed, 'after'),
      movedUp: moved.filter(({ from, to }) => to < from).length,
      movedDown: moved.filter(({ from, to }) => to > from).length,
      largest: farthest.map(({ one, from, to }) => ({
        studyInstanceUid: one.item.studyUid,
        patientName: displayName(studies.get(one.item.studyId)?.patientName ?? null),
        modalities: [...new Set(one.facts.modalities)].sort(),
        from: from + 1,
        to: to + 1,
      })),
    };
  }
}

/** A small department, where nothing has been measured yet. */
const ASSUMED: Department = {
  readers: 2,
  arrivalsPerHour: 8,
  readMinutes: 10,
  flaggedShare: 0.1,
  statShare: 0.05,
  urgentShare: 0.2,
};

function placesOf(placed: readonly Placed[], when: 'before' | 'after'): Map<Placed, number> {
  const order = [...placed].sort(
    (a, b) =>
      a[when].band - b[when].band ||
      a[when].rankAt.getTime() - b[when].rankAt.getTime() ||
      (a.item.studyUid < b.item.studyUid ? -1 : 1),
  );
  return new Map(order.map((one, place) => [one, place]));
}

function countsOf(placed: readonly Placed[], when: 'before' | 'after'): RulesPreview['list']['before'] {
  return {
    bands: BANDS.map((band) => ({ band, studies: placed.filter((one) => one[when].band === band).length })),
    overdue: placed.filter((one) => one[when].overdue).length,
  };
}

function keysOf(department: Partial<Department>): (keyof Department)[] {
  return departmentSchema.keyof().options.filter((key) => department[key] !== undefined);
}
