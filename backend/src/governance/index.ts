export { GovernanceHttpModule, GovernanceModule, GovernanceWorkerModule } from './governance.module.js';
export { MonitoredRuns, type ShownRun } from './monitored-runs.js';
export { quantile, verdictsOf } from './domain/monitoring.js';
export { Validations } from './validations.js';
export { StopRuleWatch } from './jobs/stop-rule-watch.js';
export { ValidationRunner } from './jobs/validation-runner.js';
