import type { DataSourceOptions } from 'typeorm';
import { InitialSchema1764000000000 } from './migrations/1764000000000-initial-schema.js';
import { Search1764100000000 } from './migrations/1764100000000-search.js';
import { Peers1764200000000 } from './migrations/1764200000000-peers.js';
import { Orders1764210000000 } from './migrations/1764210000000-orders.js';
import { Removal1764300000000 } from './migrations/1764300000000-removal.js';
import { Visibility1764310000000 } from './migrations/1764310000000-visibility.js';
import { QuarantineOrder1764320000000 } from './migrations/1764320000000-quarantine-order.js';
import { Routing1764400000000 } from './migrations/1764400000000-routing.js';
import { Models1764510000000 } from './migrations/1764510000000-models.js';
import { SegmentReports1764600000000 } from './migrations/1764600000000-segment-reports.js';
import { Claims1764610000000 } from './migrations/1764610000000-claims.js';
import { Rules1764650000000 } from './migrations/1764650000000-rules.js';
import { Discrepancies1764660000000 } from './migrations/1764660000000-discrepancies.js';
import { Holds1764670000000 } from './migrations/1764670000000-holds.js';
import { Workload1764680000000 } from './migrations/1764680000000-workload.js';
import { ShownStudy1764690000000 } from './migrations/1764690000000-shown-study.js';
import { Assessments1764700000000 } from './migrations/1764700000000-assessments.js';
import { Reports1764710000000 } from './migrations/1764710000000-reports.js';
import { Critical1764720000000 } from './migrations/1764720000000-critical.js';
import { SecondLooks1764730000000 } from './migrations/1764730000000-second-looks.js';
import { CriticalRows1764740000000 } from './migrations/1764740000000-critical-rows.js';
import { Dashboards1764770000000 } from './migrations/1764770000000-dashboards.js';
import { TurnaroundReports1764797000000 } from './migrations/1764797000000-turnaround-reports.js';
import { LiveBoard1764760000000 } from './migrations/1764760000000-live-board.js';
import { TurnaroundTotals1764780000000 } from './migrations/1764780000000-turnaround-totals.js';
import { TurnaroundDays1764800000000 } from './migrations/1764800000000-turnaround-days.js';
import { ReaderDays1764810000000 } from './migrations/1764810000000-reader-days.js';
import { ListHistory1764795000000 } from './migrations/1764795000000-list-history.js';
import { Turnaround1764750000000 } from './migrations/1764750000000-turnaround.js';
import { WorklistViews1764620000000 } from './migrations/1764620000000-worklist-views.js';
import { Alerts1764630000000 } from './migrations/1764630000000-alerts.js';
import { Assignment1764640000000 } from './migrations/1764640000000-assignment.js';
import { InstanceMetadata1764100100000 } from './migrations/1764100100000-instance-metadata.js';
import { AiImpactAnswers1764820000000 } from './migrations/1764820000000-ai-impact-answers.js';
import { SnakeCaseNaming } from './naming.js';
import { QueryClient } from './query-client.js';

/** Connection, naming and the one timeline of migrations. */
export function dataSourceOptions(url: string, applicationName: string) {
  return {
    type: 'postgres',
    url,
    applicationName,
    namingStrategy: new SnakeCaseNaming(),
    migrations: [
      InitialSchema1764000000000,
      Search1764100000000,
      InstanceMetadata1764100100000,
      Peers1764200000000,
      Orders1764210000000,
      Removal1764300000000,
      Visibility1764310000000,
      QuarantineOrder1764320000000,
      Routing1764400000000,
      Models1764510000000,
      SegmentReports1764600000000,
      Claims1764610000000,
      WorklistViews1764620000000,
      Alerts1764630000000,
      Assignment1764640000000,
      Rules1764650000000,
      Discrepancies1764660000000,
      Holds1764670000000,
      Workload1764680000000,
      ShownStudy1764690000000,
      Assessments1764700000000,
      Reports1764710000000,
      Critical1764720000000,
      SecondLooks1764730000000,
      CriticalRows1764740000000,
      Turnaround1764750000000,
      LiveBoard1764760000000,
      Dashboards1764770000000,
      TurnaroundTotals1764780000000,
      ListHistory1764795000000,
      TurnaroundReports1764797000000,
      TurnaroundDays1764800000000,
      ReaderDays1764810000000,
      AiImpactAnswers1764820000000,
    ],
    migrationsTransactionMode: 'each',
    poolSize: 12,
    synchronize: false,
    extra: { keepAlive: true, Client: QueryClient },
  } satisfies DataSourceOptions;
}
