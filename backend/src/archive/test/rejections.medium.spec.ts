import { startContext, type TestContext } from '../../../test/context.js';
import { newUid, smallImage } from '../../../test/dicom.js';
import { rejectionNote, type NoteToWrite } from '../../../test/rejection-note.js';
import { parsePart10 } from '../../dicom/index.js';
import { ArchiveService } from '../archive.service.js';
import { InstanceArchive } from '../writing/instance-archive.js';
import { Rejections } from '../rejections.js';

const origin = { door: 'dimse', source: 'CT1', actor: 'peer:CT1', role: 'device' } as const;

let context: TestContext;
let archive: ArchiveService;
let rejections: Rejections;

beforeAll(async () => {
  context = await startContext(() => []);
  archive = context.app.get(ArchiveService);
  rejections = context.app.get(Rejections);
});
afterAll(() => context.close());

async function store(bytes: Uint8Array): Promise<string> {
  return (await context.app.get(InstanceArchive).store(bytes, parsePart10(bytes), origin)).kind;
}

const imageUid = (study: string, n: number) => `${study}.1.${n}`;
const image = (study: string, n: number) => smallImage({ study, instance: imageUid(study, n) });
const note = (study: string, rejects: readonly string[], more: Partial<NoteToWrite> = {}) =>
  rejectionNote({ study, rejects, ...more });

async function shown(studyUid: string): Promise<string[]> {
  const study = await archive.studyByUid(studyUid);
  const series = await archive.seriesOf([study?.id ?? '']);
  const lists = await Promise.all(series.map((one) => archive.instancesOfSeries(one.id)));
  expect(series.map((one) => one.instanceCount)).toEqual(lists.map((list) => list.length));
  return lists
    .flat()
    .filter((instance) => instance.hasPixels)
    .map((instance) => instance.sopInstanceUid)
    .sort();
}

async function events(studyUid: string): Promise<unknown[]> {
  return context.dataSource.query(
    `select name, payload ->> 'onArrival' as "onArrival", payload -> 'instances' as instances from event
      where study_uid = $1 and name in ('InstancesRejected', 'InstancesRestored') order by id`,
    [studyUid],
  );
}

describe('a rejection note', () => {
  it('hides what it names and nothing else; bytes and rows stay', async () => {
    const study = newUid();
    for (const n of [1, 2, 3]) await store(image(study, n));
    await store(note(study, [imageUid(study, 1), imageUid(study, 2), newUid()]));
    expect(await shown(study)).toEqual([imageUid(study, 3)]);
    const hidden = await context.dataSource.query<{ id: string }[]>(
      'select id from instance where sop_instance_uid = $1 and rejected',
      [imageUid(study, 1)],
    );
    const bytes = await archive.bytesOf(hidden[0]?.id ?? '');
    expect(bytes.equals(image(study, 1))).toBe(true);
    const id = (await archive.studyByUid(study))?.id ?? '';
    expect(await rejections.counts(id)).toEqual([
      { code: '113001', meaning: 'Rejected for Quality Reasons', images: 2 },
    ]);
    expect((await rejections.ofStudy(id)).map((one) => one.seriesInstanceUid)).toEqual(
      expect.arrayContaining([`${study}.1`, `${study}.1`, null]),
    );
  });

  it('that takes all images leaves no series of them', async () => {
    const study = newUid();
    await store(image(study, 1));
    await store(note(study, [imageUid(study, 1)]));
    const series = await archive.seriesOf([(await archive.studyByUid(study))?.id ?? '']);
    expect(series.map((one) => one.modality)).toEqual(['KO']);
  });

  it('says in the log which it hid, and again which came hidden', async () => {
    const study = newUid();
    await store(image(study, 1));
    await store(note(study, [imageUid(study, 1), imageUid(study, 2)]));
    await store(image(study, 2));
    const of = (n: number) => [{ seriesUid: `${study}.1`, sopInstanceUid: imageUid(study, n) }];
    expect(await events(study)).toEqual([
      { name: 'InstancesRejected', onArrival: 'false', instances: of(1) },
      { name: 'InstancesRejected', onArrival: 'true', instances: of(2) },
    ]);
  });

  it('that comes again changes nothing', async () => {
    const study = newUid();
    const same = note(study, [imageUid(study, 1)], { instance: `${study}.9` });
    await store(image(study, 1));
    expect(await store(same)).toBe('stored');
    expect(await store(same)).toBe('duplicate');
    expect(await shown(study)).toEqual([]);
    expect(await events(study)).toHaveLength(1);
  });

  it('reaches no other study, and none of another patient', async () => {
    const [mine, other] = [newUid(), newUid()];
    for (const study of [mine, other]) await store(image(study, 1));
    await store(note(mine, [imageUid(other, 1)]));
    await store(note(mine, [imageUid(other, 1)], { evidenceStudy: other }));
    const foreign = note(other, [imageUid(other, 1)], { patientId: 'PHANTOM-OTHER' });
    expect(await store(foreign)).toBe('conflict');
    expect(await shown(mine)).toEqual([imageUid(mine, 1)]);
    expect(await shown(other)).toEqual([imageUid(other, 1)]);
  });

  it('that is rejected itself gives the images back, and a third note takes them again', async () => {
    const study = newUid();
    const [first, second] = [`${study}.8`, `${study}.9`];
    await store(image(study, 1));
    await store(note(study, [imageUid(study, 1)], { instance: first }));
    await store(note(study, [first], { instance: second }));
    expect(await shown(study)).toEqual([imageUid(study, 1)]);
    expect((await events(study)).at(-1)).toMatchObject({ name: 'InstancesRestored' });
    const id = (await archive.studyByUid(study))?.id ?? '';
    expect(await rejections.counts(id)).toEqual([]);
    await store(note(study, [second]));
    expect(await shown(study)).toEqual([]);
  });

  it('leaves an image hidden that another note rejects as well', async () => {
    const study = newUid();
    await store(image(study, 1));
    await store(note(study, [imageUid(study, 1)], { instance: `${study}.8` }));
    await store(note(study, [imageUid(study, 1)], { code: '113037' }));
    await store(note(study, [`${study}.8`]));
    expect(await shown(study)).toEqual([]);
  });
});

describe('notes and images in any order', () => {
  /** Three images; the first note takes 1 and 2, the second takes 2 and 3 for another reason, the third revokes the first. */
  function pieces(study: string): Uint8Array[] {
    const first = `${study}.7`;
    return [
      ...[1, 2, 3].map((n) => image(study, n)),
      note(study, [imageUid(study, 1), imageUid(study, 2)], { instance: first }),
      note(study, [imageUid(study, 2), imageUid(study, 3)], { instance: `${study}.8`, code: '113037' }),
      note(study, [first], { instance: `${study}.9` }),
    ];
  }

  it.each([
    ['images first', [0, 1, 2, 3, 4, 5]],
    ['notes first', [3, 4, 5, 0, 1, 2]],
    ['the revocation first', [5, 0, 3, 1, 4, 2]],
    ['the other way round', [5, 4, 3, 2, 1, 0]],
  ])('end the same: %s', async (_, order) => {
    const study = newUid();
    const all = pieces(study);
    for (const index of order) expect(await store(all[index] as Uint8Array)).toBe('stored');
    expect(await shown(study)).toEqual([imageUid(study, 1)]);
  });

  it('end the same when all arrive at once, on several associations', async () => {
    for (let round = 0; round < 8; round += 1) {
      const study = newUid();
      const all = pieces(study);
      const turned = [...all.slice(round % all.length), ...all.slice(0, round % all.length)];
      const outcomes = await Promise.all(turned.map((one) => store(one)));
      expect(outcomes).toEqual(all.map(() => 'stored'));
      expect(await shown(study)).toEqual([imageUid(study, 1)]);
    }
  });
});
