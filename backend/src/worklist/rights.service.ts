import type { ReaderProfile } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { DomainError } from '../platform/index.js';
import { AssignmentStore } from './assignment-store.js';
import { ChangeRecorder } from './change-recorder.js';
import { mayRead, type Right } from './domain/reading-rights.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { ReaderStore } from './reader-store.js';

/** Who has the right to read a study. */
@Injectable()
export class RightsService {
  constructor(
    private readonly readers: ReaderStore,
    private readonly assignment: AssignmentStore,
    private readonly recorder: ChangeRecorder,
  ) {}

  /** Of a reader without a profile too, who may read everything. */
  async of(manager: EntityManager, { studyId }: WorklistItemEntity, readerId: string): Promise<Right> {
    const profile = await this.readers.profile(manager, readerId);
    if (!profile) return { may: true };
    const facts = await this.assignment.factsOf(manager, studyId);
    return mayRead(profile.rights, facts, await this.readers.requirements(manager));
  }

  /** By study, who of these readers has the right to read it. */
  async among(
    manager: EntityManager,
    studyIds: readonly string[],
    readerIds: readonly string[],
  ): Promise<Map<string, string[]>> {
    const requirements = await this.readers.requirements(manager);
    const profiles: ReaderProfile[] = [];
    for (const id of readerIds) {
      const profile = await this.readers.profile(manager, id);
      if (profile) profiles.push(profile);
    }
    const found = new Map<string, string[]>();
    for (const studyId of studyIds) {
      const facts = await this.assignment.factsOf(manager, studyId);
      const may = profiles.filter(({ rights }) => mayRead(rights, facts, requirements).may);
      found.set(
        studyId,
        may.map(({ readerId }) => readerId),
      );
    }
    return found;
  }

  /** Throws 403 where the reader has no right to the study, unless they override that with a reason, which is audited. */
  async require(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    override?: { reason: string },
  ): Promise<void> {
    const right = await this.of(manager, item, by.id);
    if (right.may) return;
    if (override) {
      await this.recorder.rightsOverridden(manager, item, by, `reader ${right.reason}: ${override.reason}`);
      return;
    }
    throw new DomainError(
      'NOT_YOUR_READING',
      403,
      'Not yours to read',
      `${by.displayName} ${right.reason}, so study ${item.studyUid} was not claimed. An administrator or the head of the department can change it.`,
    );
  }
}
