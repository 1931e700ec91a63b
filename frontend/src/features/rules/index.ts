export { RulesScreen } from './components/screen';
