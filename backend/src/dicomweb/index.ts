export { DicomwebModule } from './dicomweb.module.js';
