export {
  decide,
  placeOf,
  policyVersionOf,
  POLICY_VERSION,
  type OrderSource,
  type RulesInForce,
  type Suspicion,
  type TriageDecision,
  type TriageFacts,
} from './domain/policy.js';
export { holdsBack, holdStands, type StudyHold } from './domain/hold.js';
export { FIRST_RULES, targetOf, type TargetFacts } from './domain/targets.js';
export { moreUrgent, orderClassOf } from './domain/requested-priority.js';
