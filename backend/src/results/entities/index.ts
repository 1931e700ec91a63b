import { ResultObjectEntity } from './result-object.entity.js';

export const resultsEntities = [ResultObjectEntity];
