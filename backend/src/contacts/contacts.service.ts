import type { Contact, ContactList, ContactListChange } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Clock, isUniqueViolation, versionConflict } from '../platform/index.js';

interface Row {
  version: number;
  contacts: Contact[];
  by: string;
  at: Date;
}

/** Whom the department calls. Each change is a version of the whole list, and none is lost. */
@Injectable()
export class ContactsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async list(manager: EntityManager = this.dataSource.manager): Promise<ContactList> {
    const [row] = await manager.query<Row[]>(
      `select version, contacts, changed_by as by, changed_at as at from contact_list order by version desc limit 1`,
    );
    if (!row) return { version: 0, contacts: [], changed: null };
    const { version, contacts, by, at } = row;
    return { version, contacts, changed: { by, at: at.toISOString() } };
  }

  /** Throws 409 where somebody else has changed the list since it was read. */
  async change({ contacts, expectedVersion }: ContactListChange, by: Principal): Promise<ContactList> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const { version } = await this.list(manager);
        if (version !== expectedVersion) throw versionConflict('The contacts', version, expectedVersion);
        await manager.query(
          'insert into contact_list (version, contacts, changed_by, changed_at) values ($1, $2, $3, $4)',
          [version + 1, JSON.stringify(contacts), by.displayName, this.clock.now()],
        );
        await this.audit.record(manager, {
          actor: actorOf(by),
          role: by.role,
          action: 'contact.write',
          outcome: 'success',
          detail: `version ${version + 1}: ${contacts.length} contacts`,
        });
        return this.list(manager);
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw versionConflict('The contacts', expectedVersion + 1, expectedVersion);
    }
  }
}
