import { Prioritiser } from '../src/worklist/prioritiser.js';
import type { TestContext } from './context.js';
import { insertStudy, type StudyRow } from './studies.js';

/** A complete study on the list. */
export async function listStudy(
  { app, dataSource }: Pick<TestContext, 'app' | 'dataSource'>,
  row: StudyRow = {},
): Promise<{ id: string; uid: string }> {
  const study = await insertStudy(dataSource, row);
  const prioritiser = app.get(Prioritiser, { strict: false });
  await dataSource.transaction((manager) => prioritiser.admit(manager, study.id));
  return study;
}
