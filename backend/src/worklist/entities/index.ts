import { WorklistItemEntity } from './worklist-item.entity.js';

export const worklistEntities = [WorklistItemEntity];
