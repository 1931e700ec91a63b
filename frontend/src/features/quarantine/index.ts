export { QuarantineScreen } from './components/screen';
