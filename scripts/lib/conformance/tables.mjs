/** The tables of the code, from the built backend. */
export * as archive from '../../../backend/dist/archive/index.js';
export * as dicom from '../../../backend/dist/dicom/index.js';
export * as dicomweb from '../../../backend/dist/dicomweb/index.js';
export * as dimse from '../../../backend/dist/dimse/index.js';
export * as ingest from '../../../backend/dist/ingest/index.js';
export { CORS_HEADERS } from '../../../backend/dist/apps/front-door.js';
import { Config } from '../../../backend/dist/platform/index.js';

/** Every setting as it is where nobody sets it. */
export const settings = Config.fromEnvironment({ DATABASE_URL: 'postgresql://localhost' }).env;
