import { ModelVersionEntity } from './model-version.entity.js';

export const modelsEntities = [ModelVersionEntity];
