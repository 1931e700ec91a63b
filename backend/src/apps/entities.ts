import { archiveEntities } from '../archive/index.js';
import { identityEntities } from '../identity/index.js';
import { inferenceEntities } from '../inference/index.js';
import { modelsEntities } from '../models/index.js';
import { ordersEntities } from '../orders/index.js';
import { peersEntities } from '../peers/index.js';
import { resultsEntities } from '../results/index.js';
import { routingEntities } from '../routing/index.js';
import { worklistEntities } from '../worklist/index.js';

export const entities = [
  ...identityEntities,
  ...archiveEntities,
  ...peersEntities,
  ...ordersEntities,
  ...modelsEntities,
  ...inferenceEntities,
  ...resultsEntities,
  ...worklistEntities,
  ...routingEntities,
];
