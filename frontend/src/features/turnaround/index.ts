export { TurnaroundScreen } from './components/screen';
export { TurnaroundStudiesScreen } from './components/studies-screen';
