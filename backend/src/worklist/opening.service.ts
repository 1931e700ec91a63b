import { samePatient, type Opening, type SeenStudy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../identity/index.js';
import { changesSince } from './domain/opening.js';
import { StudyService } from './study.service.js';
import { WorklistRepository } from './worklist.repository.js';

/** Opens the study that a reader saw, and tells what became of it since. */
@Injectable()
export class OpeningService {
  constructor(
    private readonly studies: StudyService,
    private readonly repository: WorklistRepository,
  ) {}

  /** Throws 404 where the study is not here any more. */
  async open(studyUid: string, seen: SeenStudy, reader: Principal): Promise<Opening> {
    const study = await this.studies.study(studyUid);
    if (reader.role === 'radiologist' && samePatient(study.patient, seen.patient))
      await this.studies.openedByReader(studyUid);
    const { worklistItem } = study;
    const readBy = worklistItem?.reading === 'read' ? await this.repository.lastReadBy(studyUid) : null;
    return { study, changes: changesSince(seen.row, worklistItem, reader.id, readBy) };
  }
}
