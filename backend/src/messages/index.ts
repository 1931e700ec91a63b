export { Courier } from './courier.js';
export { DeliveryStore, type About } from './delivery-store.js';
export { Doors } from './doors/doors.js';
export { Enclosures, type Enclosure } from './enclosures.js';
export { dueLevels, type DueLevels } from './domain/due-levels.js';
export { testMessage } from './domain/message.js';
export { MessagesHttpModule, MessagesModule, MessagesWorkerModule } from './messages.module.js';
export { secretMissing } from './secret-missing.js';
export { SecretStore } from './secret-store.js';
