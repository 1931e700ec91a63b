import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { WorklistItemEntity } from '../src/worklist/entities/worklist-item.entity.js';
import { shownOf } from '../src/worklist/shown-study.js';
import { StudiesToRead } from '../src/worklist/studies-to-read.js';

interface Opened {
  app: INestApplicationContext;
  dataSource: DataSource;
}

/** Studies whose row keeps something else of them than there is now. */
export async function staleRows({ app, dataSource }: Opened): Promise<string[]> {
  const rows = await dataSource.getRepository(WorklistItemEntity).find();
  const studies = await app.get(StudiesToRead, { strict: false }).of(rows.map((row) => row.studyId));
  return rows.flatMap((row) => {
    const study = studies.get(row.studyId);
    const current = study && JSON.stringify(sorted(shownOf(study)));
    return JSON.stringify(sorted(row.shown)) === current ? [] : [row.studyUid];
  });
}

/** PostgreSQL keeps the keys of an object in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
