import { WAKE_CHANNEL } from '../backend/dist/platform/events/event-log.js';
import { fillDatabase } from './studies.mjs';

/** Worklists to measure with, and what changes in them. */

/**
 * All studies are read but the newest, of which every tenth has a suspicion. A row keeps what it shows, as one that the
 * worker decided does.
 */
const ROWS = `
  insert into worklist_item (study_id, study_uid, order_class, order_source, band, rank_at, due_at, ready_at, overdue, reasons,
    policy_version, reading, modalities, site, suspected, shown)
  select id, study_instance_uid, class, 'order', band, ready + target, ready + target, ready, false,
         case when band = 1 then '[{"kind": "ai", "text": "Suspected", "modelId": "bench", "modelVersion": "1.0.0"}]'::jsonb
              else '[]'::jsonb end || '[{"kind": "order", "text": "Stated in the order"}]'::jsonb,
         'order-2.1', case when n <= $1 then 'unread' else 'read' end, array[modality], 'Site ' || n % 4, band = 1,
         case when n <= $1 then jsonb_build_object(
           'receiving', false, 'accessionNumber', accession_number, 'studyDescription', study_description,
           'patient', jsonb_build_object('name', replace(patient_name, '^', ', '), 'id', patient_id,
             'birthDate', '1960-01-01', 'sex', patient_sex),
           'studyDate', '2026-01-01', 'modalities', array[modality], 'bodyParts', array['HEAD'], 'institution', 'Site ' || n % 4,
           'seriesCount', 2, 'instanceCount', 4,
           'ai', jsonb_build_array(jsonb_build_object(
             'modelId', 'bench', 'modelName', 'Bench', 'modelVersion', '1.0.0', 'reason', null, 'stale', false,
             'state', case when band = 1 then 'flagged' else 'notFlagged' end,
             'findings', jsonb_build_array(jsonb_build_object('label', 'Suspected', 'flagged', band = 1, 'critical', true))))) end
    from (select numbered.*,
                 (array['stat', 'urgent', 'routine', 'routine', 'routine'])[1 + n % 5] as class,
                 case when n % 5 = 0 then 0 when n % 10 = 7 then 1 when n % 5 = 1 then 2 else 3 end as band,
                 (array['CT', 'CR', 'MR', 'DX', 'US', 'CT', 'DX'])[1 + n % 7] as modality,
                 now() - interval '20 min' * random() as ready,
                 interval '1 hour' * (24 + n % 24) as target
            from (select study.*, row_number() over (order by study_instance_uid) as n from study) numbered) made
  on conflict do nothing`;

const RUNS = `
  with run as (
    insert into inference_run (study_id, study_uid, study_revision, model_id, model_version, model_sha256, state, effect,
      input_series_uid, created_at, started_at, finished_at)
    select study_id, study_uid, 1, 'bench', '1.0.0', '', case when band = 1 then 'flagged' else 'notFlagged' end, 'shown',
           study_uid || '.1', now(), now(), now()
      from worklist_item where reading = 'unread' and not exists (select from inference_run where model_id = 'bench')
    returning id, state)
  insert into finding (run_id, ordinal, detail, flagged, critical)
  select id, 0, jsonb_build_object('label', 'Suspected', 'flagged', state = 'flagged', 'critical', true,
    'concept', '{"scheme": "SCT", "value": "1", "meaning": "Spec"}'::jsonb, 'score', 0.5, 'operatingPoint', 0.5,
    'quantity', null, 'keyImage', null, 'boxes', '[]'::jsonb), state = 'flagged', true
    from run`;

/** So many studies, of which the newest are unread. */
export async function fillWorklist(dataSource, { studies, unread }) {
  await fillDatabase(dataSource, studies);
  await dataSource.query(ROWS, [unread]);
  await dataSource.query(RUNS);
  // Or autovacuum would do it, and write it all out, while something is measured.
  await dataSource.query('vacuum analyze');
  await dataSource.query('checkpoint');
}

/**
 * A change as the worker commits one: the row's next version, its event, and the call that wakes the others. It may move the
 * row between suspected and routine.
 */
const CHANGE = `
  with row as (
    update worklist_item set version = version + 1, changed_at = now(),
           band = case when $3 and band in (1, 3) then 4 - band else band end
     where study_uid = $1 returning study_id, study_uid, version),
  logged as (
    insert into event (name, study_uid, payload)
    select 'WorklistItemChanged', study_uid,
           jsonb_build_object('studyId', study_id, 'studyUid', study_uid, 'version', version) from row
    returning id)
  select study_uid || ' ' || version as key, pg_notify($2, 'WorklistItemChanged') from row, logged`;

/** One in so many changes moves its study. */
const MOVES = 10;

/**
 * Changes one of the studies so many times a second, until the function that it returns is called; that gives when each was
 * asked for and when it was committed, by study and version.
 */
export function changing(dataSource, uids, perSecond) {
  const started = Date.now();
  let made = 0;
  const committed = new Map();
  const pending = new Set();
  const timer = setInterval(() => {
    for (; made < ((Date.now() - started) * perSecond) / 1000; made += 1) {
      const uid = uids[(made * 7919) % uids.length];
      const asked = Date.now();
      const change = dataSource.query(CHANGE, [uid, WAKE_CHANNEL, made % MOVES === 0]).then(([{ key }]) => {
        committed.set(key, { asked, at: Date.now() });
      });
      pending.add(change);
      void change.finally(() => pending.delete(change));
    }
  }, 10);
  return async () => {
    clearInterval(timer);
    await Promise.all(pending);
    return committed;
  };
}
