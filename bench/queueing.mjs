import { randomFrom } from '../backend/dist/dicom/index.js';
import { whatIf } from '../backend/dist/queueing/index.js';
import { Simulations } from '../backend/dist/what-if/simulations.js';
import { FIRST_RULES } from '../backend/dist/triage/index.js';
import { machine, say } from './own-system.mjs';

/**
 * What-if of a large department in one thread: `node bench/queueing.mjs [DAYS] [STUDIES_PER_DAY] [REPLICATIONS]`. Three
 * classes of studies, three models, readers by the hour, two arms (with and without AI), once in the product's own order
 * and once with overdue studies among the flagged.
 */

const [DAYS = 30, STUDIES = 1500, REPLICATIONS = 10] = process.argv.slice(2).map(Number);
const ROUNDS = 3;
const GOAL_SECONDS = 5;

const byHour = (at) => Array.from({ length: 168 }, (_, hour) => at(hour % 24));
/** Half as many at night as on the mean, and as much more by day. */
const arrivals = (share) => byHour((hour) => ((STUDIES * share) / 24) * (hour >= 8 && hour < 20 ? 1.5 : 0.5));
const readers = byHour((hour) => Math.ceil((STUDIES / 1500) * (hour >= 8 && hour < 20 ? 13 : 5)));

const studyClass = (name, modality, share, meanMinutes, conditions) => ({
  name,
  modality,
  arrivalsPerHour: arrivals(share),
  statShare: 0.08,
  urgentShare: 0.25,
  readTime: { distribution: 'logNormal', meanMinutes, cv: 0.8 },
  conditions,
});
const model = (name, studyClasses, condition, rank) => ({
  name,
  studyClasses,
  condition,
  operatingPoint: { sensitivity: 0.9, specificity: 0.93 },
  resultAfter: { meanMinutes: 3, cv: 0.7 },
  rank,
});
const scenario = {
  readers,
  studyClasses: [
    studyClass('head CT', 'CT', 0.25, 9, [
      { name: 'haemorrhage', prevalence: 0.08 },
      { name: 'infarct', prevalence: 0.05 },
    ]),
    studyClass('chest CT', 'CT', 0.25, 13, [{ name: 'embolism', prevalence: 0.06 }]),
    studyClass('radiograph', 'DX', 0.5, 4, [{ name: 'pneumothorax', prevalence: 0.02 }]),
  ],
  models: [
    model('haemorrhage', ['head CT'], 'haemorrhage', 1),
    model('embolism', ['chest CT'], 'embolism', 2),
    model('pneumothorax', ['radiograph'], 'pneumothorax', 2),
  ],
  interrupts: false,
  days: DAYS,
  warmUpDays: 1,
  replications: REPLICATIONS,
  seed: 'bench',
};
const orders = {
  'by rules': { kind: 'rules', rules: FIRST_RULES },
  'flagged first, overdue join': {
    kind: 'flaggedFirst',
    protocol: 'hierarchical',
    withStat: false,
    overdue: { afterMinutes: { stat: 30, urgent: 120, routine: 1440 }, joins: 'flagged' },
  },
};

say(
  `${DAYS} days of ${STUDIES} studies, ${REPLICATIONS} replications; goal: under ${GOAL_SECONDS} s\n${machine()}`,
);
for (const [name, order] of Object.entries(orders))
  for (let round = 1; round <= ROUNDS; round += 1) {
    const [started, processor] = [performance.now(), process.cpuUsage().user];
    const { simulation } = whatIf({ ...scenario, order }, randomFrom);
    const seconds = (performance.now() - started) / 1000;
    const busy = (process.cpuUsage().user - processor) / 1e6;
    if (!simulation.known) throw new Error(simulation.refusal.reason);
    const { withAi, savedMinutes } = simulation.value;
    const all = Math.round(withAi.groups.all.studies * REPLICATIONS);
    say(
      `  ${name}, round ${round}: ${seconds.toFixed(2)} s (${busy.toFixed(2)} s of processor), ${all} studies counted in each arm, utilisation ${withAi.utilisation.value.toFixed(2)}, saved ${savedMinutes.value.toFixed(1)} min`,
    );
  }

/** As the page has it: in a thread that is started for it. */
async function throughThread(order) {
  const simulations = new Simulations();
  const started = performance.now();
  const { id } = simulations.start({ whatIf: { ...scenario, order }, today: null }, 'bench');
  while (simulations.of(id, 'bench').state === 'running') await new Promise((done) => setTimeout(done, 20));
  const { state, problem } = simulations.of(id, 'bench');
  if (state !== 'done') throw new Error(problem);
  return (performance.now() - started) / 1000;
}
for (const [name, order] of Object.entries(orders))
  say(`  ${name}, through the thread of the API: ${(await throughThread(order)).toFixed(2)} s`);
