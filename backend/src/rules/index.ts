export { RulesHttpModule, RulesModule } from './rules.module.js';
export { RuleBook } from './rule-book.js';
export { RuleStore } from './rule-store.js';
