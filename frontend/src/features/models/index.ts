export { ModelsScreen } from './components/screen';
