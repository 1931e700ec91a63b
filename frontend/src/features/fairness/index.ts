export { ActsScreen } from './components/acts-screen';
export { FairnessScreen } from './components/screen';
export { ListHistoryScreen } from './components/list-history-screen';
