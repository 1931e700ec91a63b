import { createDatabase, type TestDatabase } from '../../test/database.js';
import { AuditService } from './audit.service.js';

let database: TestDatabase;
let audit: AuditService;

beforeAll(async () => {
  database = await createDatabase();
  audit = new AuditService(database.dataSource);
});
afterAll(() => database.drop());

describe('AuditService', () => {
  it('lists newest first, page after page, also where the number of a line gains a digit', async () => {
    const details = Array.from({ length: 25 }, (_, index) => `line ${index}`);
    for (const detail of details) {
      await audit.record(database.dataSource.manager, {
        actor: 'person:1',
        role: 'radiologist',
        action: 'study.read',
        outcome: 'success',
        studyUid: '1.2.3',
        detail,
      });
    }
    const seen: (string | null)[] = [];
    let after: string | undefined;
    do {
      const page = await audit.list(4, after);
      seen.push(...page.entries.map((entry) => entry.detail));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(details.reverse());
  });

  it('refuses a cursor that it did not give', async () => {
    await expect(audit.list(4, '1 or true')).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
  });

  it('takes the line back with the change that it is about', async () => {
    const count = async () => (await audit.list(500)).entries.length;
    const before = await count();
    const change = database.dataSource.transaction(async (manager) => {
      const record = {
        actor: 'person:1',
        role: 'radiologist',
        action: 'worklist.markRead',
        outcome: 'success',
      } as const;
      await audit.record(manager, record);
      throw new Error('the change failed');
    });
    await expect(change).rejects.toThrow('the change failed');
    expect(await count()).toBe(before);
  });
});
