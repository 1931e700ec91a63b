export { ReadersScreen } from './components/screen';
