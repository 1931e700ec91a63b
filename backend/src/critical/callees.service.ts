import type { Callees } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ArchiveService } from '../archive/index.js';
import { ContactsService } from '../contacts/index.js';
import { getString } from '../dicom/index.js';
import { OrderedStudies } from '../orders/index.js';
import { notFound } from '../platform/index.js';
import { displayName } from '../worklist/index.js';
import { calleesOf } from './domain/callees.js';

/** Whom to call about a study: the referrer, and the department's contacts. */
@Injectable()
export class CalleesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly orders: OrderedStudies,
    private readonly contacts: ContactsService,
  ) {}

  /** Throws 404 for a study that is not here. */
  async of(studyUid: string): Promise<Callees> {
    const study = await this.archive.studyByUid(studyUid);
    if (!study) throw notFound('Study', studyUid);
    const order = await this.orders.orderOf(this.dataSource.manager, study.id);
    const stated = getString(study.attributes, 'ReferringPhysicianName') ?? null;
    const { contacts } = await this.contacts.list();
    return calleesOf({
      referrer: displayName(order?.referringPhysician ?? stated),
      location: order?.patientLocation ?? null,
      contacts,
    });
  }
}
