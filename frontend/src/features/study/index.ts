export { StudyScreen } from './components/screen';
