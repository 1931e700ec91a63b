import type { ReadTime } from '@firstread/contract';
import { groupBits } from './groups.js';
import { ORDER_CLASSES } from './load.js';
import { NO_FLAG, type ReadingOrder } from './reading-order.js';
import type { ModelOnClass, PreparedScenario, ScenarioClass } from './scenario.js';

/** Studies of one class, order class, condition and set of flags. */
export interface Outcome {
  arrivalsPerMinute: number;
  readTime: ReadTime;
  line: number;
  groups: number;
  condition: string | undefined;
}

/**
 * Every kind of study that a scenario with the same rates at all hours can bring, and the line it waits in; flags are
 * there at once. Models flag independently of each other, given the condition.
 */
export function outcomesOf(prepared: PreparedScenario, order: ReadingOrder, flags: boolean): Outcome[] {
  return prepared.classes.flatMap((one, profile) =>
    conditionsOf(one).flatMap(({ name, share }) =>
      flagSets(one.models, name).flatMap(({ flagging, chance }) =>
        ORDER_CLASSES.map((orderClass): Outcome => {
          const tiers = flags ? flagging.map(({ rank }) => order.tierOf(rank)) : [];
          const targeted = one.models.some(({ condition }) => condition === name);
          return {
            arrivalsPerMinute:
              ((one.arrivalsPerHour[0] ?? 0) / 60) * share * chance * classShare(one, orderClass),
            readTime: one.readTime,
            condition: name,
            line: order.place({
              study: 0,
              orderClass,
              profile,
              readyMinutes: 0,
              tier: Math.min(NO_FLAG, ...tiers),
              overdue: false,
            }).line,
            groups: groupBits({
              orderClass,
              eligible: one.models.length > 0,
              flagged: flagging.length > 0,
              condition: name === undefined ? 'none' : targeted ? 'targeted' : 'other',
              missed: !flagging.some(({ condition }) => condition === name),
            }),
          };
        }),
      ),
    ),
  );
}

function conditionsOf({ conditions }: ScenarioClass): { name: string | undefined; share: number }[] {
  const all = conditions.reduce((sum, { prevalence }) => sum + prevalence, 0);
  return [
    { name: undefined, share: 1 - all },
    ...conditions.map(({ name, prevalence }) => ({ name, share: prevalence })),
  ];
}

/** Every set of models that may flag, with its chance. */
function flagSets(
  models: readonly ModelOnClass[],
  condition: string | undefined,
): { flagging: ModelOnClass[]; chance: number }[] {
  return models.reduce(
    (sets, model) => {
      const { sensitivity, specificity } = model.point;
      const flags = model.condition === condition ? sensitivity : 1 - specificity;
      return sets.flatMap(({ flagging, chance }) => [
        { flagging, chance: chance * (1 - flags) },
        { flagging: [...flagging, model], chance: chance * flags },
      ]);
    },
    [{ flagging: [] as ModelOnClass[], chance: 1 }],
  );
}

function classShare({ statShare, urgentShare }: ScenarioClass, orderClass: (typeof ORDER_CLASSES)[number]) {
  return { stat: statShare, urgent: urgentShare, routine: 1 - statShare - urgentShare }[orderClass];
}
