import { InstanceEntity } from './instance.entity.js';
import { SeriesEntity } from './series.entity.js';
import { StudyEntity } from './study.entity.js';

export const archiveEntities = [StudyEntity, SeriesEntity, InstanceEntity];
