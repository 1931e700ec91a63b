export { VerificationWorkerModule } from './verification.module.js';
export { VerificationRunner } from './jobs/verification-runner.js';
export { verifyModel } from './verify.js';
export { openWith } from './process-under-test.js';
export { dciodvfyErrors } from './dciodvfy.js';
export { writeDicomStarter } from './starter/dicom-starter.js';
export { writeRemoteStarter } from './starter/remote-starter.js';
export { writeStarter } from './starter/starter-model.js';
