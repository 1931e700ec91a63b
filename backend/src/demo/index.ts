export { playMorning } from './play.js';
