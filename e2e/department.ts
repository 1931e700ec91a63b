import { randomUUID } from 'node:crypto';
import type { RunningSystem } from './fixtures.js';
import { query } from './recovery.js';

const MINUTE = 60_000;
const READ_MINUTES = 10;

/** A study of days long past, and what readers made of it. */
interface Course {
  study: string;
  run: string;
  uid: string;
  ready: number;
  opened: number;
  reader: string;
  diseased: boolean;
  flagged: boolean;
}

/** Numbers in [0, 1), the same every time. */
function chance(): () => number {
  let state = 12345;
  return () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
}

/** Two readers, busy four fifths of their time, who take flagged studies first, then the longest waiting. */
function courses(days: number): Course[] {
  const next = chance();
  const readers = [randomUUID(), randomUUID()];
  const waiting: Course[] = [];
  for (let ready = 0; ready < days * 1440; ready += -Math.log(1 - next()) * (READ_MINUTES / 1.6)) {
    const diseased = next() < 0.12;
    waiting.push({
      study: randomUUID(),
      run: randomUUID(),
      uid: `2.25.7${waiting.length}`,
      ready,
      opened: 0,
      reader: '',
      diseased,
      flagged: next() < (diseased ? 0.9 : 0.07),
    });
  }
  const read: Course[] = [];
  const free = [0, 0];
  while (waiting.length > 0) {
    const reader = (free[0] ?? 0) <= (free[1] ?? 0) ? 0 : 1;
    const now = Math.max(free[reader] ?? 0, waiting[0]?.ready ?? 0);
    const here = waiting.filter(({ ready }) => ready <= now);
    const one = here.find(({ flagged, ready }) => flagged && ready + 2 <= now) ?? here[0];
    if (!one) break;
    waiting.splice(waiting.indexOf(one), 1);
    Object.assign(one, { opened: now, reader: readers[reader] });
    free[reader] = now + READ_MINUTES;
    read.push(one);
  }
  return read;
}

const OF = `from jsonb_to_recordset($1::jsonb) as one (study uuid, run uuid, uid text, ready timestamptz, opened timestamptz,
  closed timestamptz, reader uuid, state text, result timestamptz, kind text, verdict text)`;

const MARK = 'PHANTOM-IMPACT';

/** Writes days of a department, from a day on, in which a model that there is gave results. */
export async function departmentOf(
  system: RunningSystem,
  firstDay: string,
  days: number,
): Promise<{ model: string; version: string }> {
  const [live] = await query(
    system,
    `select model_id, version from model_version where stage = 'live' order by 1 limit 1`,
  );
  const { model_id: model, version } = live as { model_id: string; version: string };
  const at = (minutes: number) => new Date(Date.parse(`${firstDay}T00:00:00Z`) + minutes * MINUTE);
  const rows = courses(days).map(({ ready, opened, diseased, flagged, ...one }) => ({
    ...one,
    ready: at(ready),
    opened: at(opened),
    closed: at(opened + READ_MINUTES),
    state: flagged ? 'flagged' : 'notFlagged',
    result: at(ready + 2),
    kind: diseased === flagged ? 'agree' : flagged ? 'disagree' : 'missed',
    verdict: diseased ? 'present' : 'absent',
  }));
  const event = (kind: string, when: string, part: number, reader = 'reader') =>
    `insert into clinical_event (study_uid, kind, happened_at, recorded_at, source, clock, by_role, reader_id, detail,
       event_transaction, event_id, event_part)
     select uid, '${kind}', ${when}, ${when}, 'worklist', 'platform', 'radiologist', ${reader}, '{"modality": "CT"}', '1'::xid8,
            row_number() over (), ${part} ${OF}`;
  for (const statement of [
    event('readyToRead', 'ready', 0, 'null'),
    event('firstOpened', 'opened', 1),
    event('final', 'closed', 2),
    `insert into study (id, study_instance_uid, patient_id, patient_name, attributes, state)
     select study, uid, '${MARK}', 'PHANTOM^IMPACT', '{}', 'complete' ${OF}`,
    `insert into inference_run (id, study_id, study_uid, study_revision, model_id, model_version, model_sha256, state,
       created_at, started_at, finished_at, encoded_at)
     select run, study, uid, 1, '${model}', '${version}', '', state, result, result, result, result ${OF}`,
    `insert into finding (run_id, ordinal, detail, flagged, critical)
     select run, 0, '{"label": "it"}', state = 'flagged', true ${OF}`,
    `insert into assessment (run_id, study_id, finding, flagged, kind, value, given_by)
     select run, study, 'it', state = 'flagged', kind, verdict, 'Reader' ${OF}`,
    `insert into alert (study_id, study_uid, finding, suspected, models, raised_at, acknowledged_by, acknowledged_at, ended_how,
       ended_at)
     select study, uid, 'SCT 1', '', '[{"modelId": "${model}", "modelVersion": "${version}", "modelName": ""}]', result, 'Reader',
            result + interval '2 minutes', 'read', closed ${OF} where state = 'flagged'`,
    `insert into study_timeline (study_uid, stale) select uid, true ${OF}`,
  ])
    await query(system, statement, [JSON.stringify(rows)]);
  return { model, version };
}

/** Its studies are no business of other tests; its events stay, of days that none of them asks about. */
export async function closeDepartment(system: RunningSystem): Promise<void> {
  await query(system, `delete from study where patient_id = '${MARK}'`);
}
