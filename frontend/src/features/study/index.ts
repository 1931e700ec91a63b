export { BeforeOpening } from './components/before-opening';
export { StudyScreen } from './components/screen';
