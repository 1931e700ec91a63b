export { AuditModule } from './audit.module.js';
export { AuditService, type AuditRecord } from './audit.service.js';
