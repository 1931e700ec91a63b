import { Choices } from '../backend/dist/fairness/choices.js';
import { FairnessService } from '../backend/dist/fairness/fairness.service.js';
import { ListHistoryService } from '../backend/dist/fairness/list-history.service.js';
import { ListLog } from '../backend/dist/fairness/list-log.js';
import { Names } from '../backend/dist/fairness/names.js';
import { ReaderActs } from '../backend/dist/fairness/reader-acts.js';
import { ReaderDays } from '../backend/dist/fairness/reader-days.js';
import { ReaderMarks } from '../backend/dist/turnaround/reader-marks.js';
import { AssignmentStore } from '../backend/dist/worklist/assignment-store.js';
import { ReaderStore } from '../backend/dist/worklist/reader-store.js';
import { StudyWorks } from '../backend/dist/worklist/study-works.js';
import { WorkloadStore } from '../backend/dist/worklist/workload-store.js';

/** Choices as if they had been placed, and days of readers as if they had been counted; of all that the log holds. */
export async function fillReaderDays(dataSource, { readers, from, days }) {
  await dataSource.query(`
    insert into list_choice (id, study_uid, reader_id, at, waiting, place, of, rvu, median_passed_rvu)
    select id, study_uid, reader_id, recorded_at, false, 1 + (random() * 20)::int, 500, 1, 1.2
      from clinical_event where kind = 'claimed' and detail ->> 'how' = 'chosen'`);
  await dataSource.query(
    `insert into reader_day
       (day, reader_id, studies_read, rvu_read, came_next, came_chosen, came_taken_over, came_handed_over, came_unknown,
        rvu_assigned, active_hours, skips, studies_skipped, studies_offered, studies_released, expired, steals, choices,
        out_of_order, place_sum, place_squares, leaning, lighter, acts_assigned, acts_skipped, acts_released)
     select $2::date + day, ${readerOf('reader')}, 46, 55, 37, 9, 0, 0, 0, 55, 9, '{"other": 2}', 2, 48, 1, 0, 0, 9, 6, 0.4, 0.1, 6, 4,
            46, 2, 1
       from generate_series(0, $3::int - 1) day cross join generate_series(0, $1::int - 1) reader`,
    [readers, from, days],
  );
  await dataSource.query('vacuum analyze list_choice');
  await dataSource.query('vacuum analyze reader_day');
}

/** The account of a reader by its number, an SQL expression. */
export function readerOf(number) {
  return `('00000000-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
}

const READER = '00000000-0000-4000-8000-000000000007';
const HEAD = { id: '00000000-0000-4000-8000-00000000ffff', role: 'departmentHead', displayName: 'Bench' };
const MONTH = { from: '2025-12-01', to: '2025-12-31' };
const PAGE = { limit: 50, after: 0 };

/** What fairness and list history are asked. Access and audit are left out; studies themselves are not in the database. */
export function fairnessQuestions(dataSource, { sites, clock }) {
  const log = new ListLog();
  const names = new Names();
  const workload = new WorkloadStore(clock, sites, new AssignmentStore(clock));
  const works = new StudyWorks(new ReaderStore(clock, workload), workload);
  const choices = new Choices(dataSource, log, works, new ReaderMarks(), sites);
  const days = new ReaderDays(dataSource, log, choices, works, sites);
  const acts = new ReaderActs(log, days, choices, works, sites);
  const access = { enforce: async () => undefined };
  const audit = { record: async () => undefined };
  const fairness = new FairnessService(dataSource, days, acts, names, sites, access, audit);
  const lists = new ListHistoryService(dataSource, log, works, names, access, audit);
  const actsOf = (what) => () => fairness.acts({ ...MONTH, ...PAGE, reader: READER, what }, HEAD);
  const inMonth = (month) => () =>
    lists.at(
      {
        at: new Date(Date.UTC(2025, month - 1, 1 + Math.floor(28 * Math.random()), 12)).toISOString(),
        ...PAGE,
      },
      HEAD,
    );
  return {
    'fairness of a month, 600 readers': () => fairness.figures(MONTH, HEAD),
    'what a reader was assigned in a month, first page': actsOf('assigned'),
    'what a reader chose in a month, first page': actsOf('chosen'),
    'the list of a moment in March, some 3,000 studies': inMonth(3),
    'the list of a moment in July, some 7,000 studies': inMonth(7),
    'the list of a moment in December, some 10,500 studies': inMonth(12),
  };
}
