import type { SaveView, View, ViewCounts } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { AccessService, actorOf, type Principal } from '../identity/index.js';
import { DomainError, isUniqueViolation, notFound } from '../platform/index.js';
import { conflict } from './claim-problems.js';
import { builtInViews } from './domain/built-in-views.js';
import { countsOf, UnreadFacets } from './unread-facets.js';
import { ViewStore } from './view-store.js';

/** As many as tabs can show; it bounds what a count of all of them costs, too. */
const MAX_VIEWS = 30;

/** The views of the worklist that readers have: those of everybody, their own, and shared ones. */
@Injectable()
export class ViewsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ViewStore,
    private readonly facets: UnreadFacets,
    private readonly access: AccessService,
    private readonly audit: AuditService,
  ) {}

  async list(by: Principal): Promise<View[]> {
    return [...builtInViews, ...(await this.store.of(by.id))];
  }

  /** Unread studies and STAT ones of each view that the caller has. */
  async counts(by: Principal): Promise<ViewCounts> {
    const [views, groups] = await Promise.all([this.list(by), this.facets.groupsInTurn()]);
    const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();
    return {
      counts: Object.fromEntries(
        views.map(({ id, filter }) => {
          const { unread, stat } = countsOf(groups, filter, by.id);
          return [id, { unread, stat }];
        }),
      ),
      modalities: distinct(groups.flatMap((group) => group.modalities)),
      sites: distinct(groups.map((group) => group.site)),
    };
  }

  async create(input: SaveView, by: Principal): Promise<View> {
    if (input.scope === 'shared') await this.requireSharing(by);
    return this.changing(input.name, async (manager) => {
      if ((await this.store.count(manager, input.scope, by.id)) >= MAX_VIEWS)
        throw tooMany(input.scope === 'own' ? 'You have' : 'The department shares');
      const id = await this.store.put(manager, input, by.id);
      await this.record(manager, by, `${id} made, ${input.scope}`);
      return { id, ...input };
    });
  }

  async change(id: string, input: SaveView, by: Principal): Promise<View> {
    if (input.scope === 'shared') await this.requireSharing(by);
    return this.changing(input.name, async (manager) => {
      await this.requireOwn(manager, id, by);
      await this.store.put(manager, input, by.id, id);
      await this.record(manager, by, `${id} changed, ${input.scope}`);
      return { id, ...input };
    });
  }

  async remove(id: string, by: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.requireOwn(manager, id, by);
      await this.store.remove(manager, id);
      await this.record(manager, by, `${id} deleted`);
    });
  }

  /** Throws 404 where the caller has no such view, 403 where it is shared and they may not share. */
  private async requireOwn(manager: EntityManager, id: string, by: Principal): Promise<void> {
    const scope = await this.store.lock(manager, id, by.id);
    if (!scope) throw notFound('View', id);
    if (scope === 'shared') await this.requireSharing(by);
  }

  private async requireSharing(by: Principal): Promise<void> {
    await this.access.enforce(by, { action: 'view.share' });
  }

  private async changing(name: string, work: (manager: EntityManager) => Promise<View>): Promise<View> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict(
        'VIEW_NAME_TAKEN',
        'Name taken',
        `There is a view “${name}” already. Give another name.`,
      );
    }
  }

  private async record(manager: EntityManager, by: Principal, detail: string): Promise<void> {
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'view.write',
      outcome: 'success',
      detail,
    });
  }
}

function tooMany(who: string): DomainError {
  return conflict('TOO_MANY_VIEWS', 'Too many views', `${who} ${MAX_VIEWS} views already. Delete one first.`);
}
