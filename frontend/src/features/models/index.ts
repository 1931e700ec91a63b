export { ModelsScreen } from './components/screen';
export { ModelScreen } from './components/detail-screen';
