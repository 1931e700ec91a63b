export { DiscrepanciesScreen } from './components/screen';
