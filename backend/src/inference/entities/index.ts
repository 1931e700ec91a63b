import { FindingEntity } from './finding.entity.js';
import { InferenceRunEntity } from './inference-run.entity.js';

export const inferenceEntities = [InferenceRunEntity, FindingEntity];
