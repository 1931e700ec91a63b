export { WorklistHttpModule, WorklistModule, WorklistWorkerModule } from './worklist.module.js';
export { RightsService } from './rights.service.js';
export { SignedReadings } from './signed-readings.js';
export { StudyIntakeService } from './study-intake.service.js';
export { StudyRemovalService } from './study-removal.service.js';
export { StudyService } from './study.service.js';
export { displayName, isoDate, modalitiesOf, patientOf } from './study-text.js';
export { WorklistService } from './worklist.service.js';
export { worklistEntities } from './entities/index.js';
