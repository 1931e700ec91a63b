export { AiImpactScreen } from './components/screen';
