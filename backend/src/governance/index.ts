export { GovernanceHttpModule, GovernanceModule, GovernanceWorkerModule } from './governance.module.js';
export { StopRuleWatch } from './jobs/stop-rule-watch.js';
export { ValidationRunner } from './jobs/validation-runner.js';
