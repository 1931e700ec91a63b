import { ForwardRuleEntity } from './forward-rule.entity.js';
import { PriorSourceEntity } from './prior-source.entity.js';

export const routingEntities = [ForwardRuleEntity, PriorSourceEntity];
