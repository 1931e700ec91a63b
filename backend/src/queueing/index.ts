export { type Answer } from './domain/answer.js';
export { forecastWaits } from './domain/forecast.js';
export { whatIf, type SeededRandom, type Watch } from './domain/what-if.js';
