export {
  decide,
  POLICY_VERSION,
  type OrderSource,
  type Suspicion,
  type TriageDecision,
  type TriageFacts,
} from './domain/policy.js';
export { orderClassOf } from './domain/requested-priority.js';
