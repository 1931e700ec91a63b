export { AlertBell } from './components/bell';
export { AlertSettingsScreen } from './components/settings-screen';
