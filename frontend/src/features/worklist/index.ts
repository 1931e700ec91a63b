export { WorklistScreen } from './components/screen';
