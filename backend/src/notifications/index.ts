export { NotificationsModule } from './notifications.module.js';
export { SOCKET_ACTION } from './socket-action.js';
