import { startContext, type TestContext } from '../../test/context.js';
import { insertStudy } from '../../test/studies.js';
import { PriorsService } from './priors.service.js';
import { WorklistModule } from './worklist.module.js';

let context: TestContext;
let priors: PriorsService;

beforeAll(async () => {
  context = await startContext(() => [WorklistModule]);
  priors = context.app.get(PriorsService);
});
afterAll(() => context.close());
beforeEach(() => context.dataSource.query('delete from study'));

interface Said {
  date?: string | null;
  time?: string;
  name?: string;
  patientId?: string;
  birthDate?: string;
  issuer?: string;
  hidden?: boolean;
}

async function stored({ date = '20260110', time = '100000', ...said }: Said = {}): Promise<string> {
  const { id, uid } = await insertStudy(context.dataSource);
  await context.dataSource.query(
    `update study set study_date = $2, study_time = $3, patient_name = $4, patient_id = $5, patient_birth_date = $6,
       attributes = $7, hidden = $8 where id = $1`,
    [
      id,
      date,
      time,
      said.name ?? 'DOE^Jane',
      said.patientId ?? 'P1',
      said.birthDate ?? null,
      JSON.stringify(said.issuer ? { '00100021': { vr: 'LO', Value: [said.issuer] } } : {}),
      said.hidden ?? false,
    ],
  );
  return uid;
}

const uidsOf = async (uid: string): Promise<string[]> =>
  (await priors.of(uid)).priors.map(({ studyInstanceUid }) => studyInstanceUid);

it('lists earlier studies of the same person with their series, the newest first', async () => {
  const present = await stored({ date: '20260601' });
  const [old, recent] = [await stored({ date: '20250101' }), await stored({ date: '20260110' })];
  const sameDay = await stored({ date: '20260601', time: '080000' });
  await stored({ date: '20260602' });
  await stored({ date: null });
  await stored({ hidden: true });
  expect(await uidsOf(present)).toEqual([sameDay, recent, old]);
  const [first] = (await priors.of(present)).priors;
  expect(first).toMatchObject({ studyDate: '2026-06-01', series: [{ modality: 'CT', instanceCount: 1 }] });
});

it('lists nothing of another person, and says how many studies are in doubt', async () => {
  const present = await stored({ date: '20260601', birthDate: '19700101', issuer: 'HERE' });
  await stored({ patientId: 'P2' });
  await stored({ name: 'ROE^Richard' });
  await stored({ birthDate: '19810101' });
  await stored({ issuer: 'ELSEWHERE' });
  expect(await priors.of(present)).toEqual({ priors: [], doubtful: 3 });
});

it('knows no prior of a study without patient ID, and no study that is not here', async () => {
  const present = await stored({ date: '20260601', patientId: '' });
  await stored({ patientId: '' });
  expect(await priors.of(present)).toEqual({ priors: [], doubtful: 0 });
  await expect(priors.of('1.2.3')).rejects.toMatchObject({ status: 404 });
});
