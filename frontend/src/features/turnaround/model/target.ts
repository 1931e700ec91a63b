import {
  daysOfPeriod,
  type OrderClass,
  type ReadingRules,
  type RulesInForce,
  type StageId,
  type TurnaroundGroupBy,
} from '@firstread/contract';
import { zonedText } from '@/lib/format/zoned';
import { t, tn } from '@/lib/i18n';
import type { Asked } from './place';
import { durationText } from './words';

/** From when a study could first be read until it is due: the rules give a target to the wait, and to no other stage. */
export const STAGE_WITH_TARGET: StageId = 'wait';

const DAY_MS = 86_400_000;
/** A target further above all that is drawn would press it flat. */
const DRAWN_UP_TO = 3;
const CLASSES: readonly OrderClass[] = ['stat', 'urgent', 'routine'];

export interface Targets {
  /** Seconds, by the rules of the end of that day at the site; null where they are not known any more. */
  on: (orderClass: OrderClass, day: string) => number | null;
  now: ReadingRules;
}

/** The first rules are what a new system begins with: they stand for all days before. */
export function targetsOf(
  { active, history }: Pick<RulesInForce, 'active' | 'history'>,
  timeZone: string,
): Targets {
  const versions = history.map(({ version, since, rules }) => ({
    day: version === 1 ? '' : zonedText(Date.parse(since), timeZone).slice(0, 10),
    rules,
  }));
  return {
    on: (orderClass, day) => {
      const then = versions.find((version) => version.day <= day);
      return then ? then.rules.targets[orderClass] * 60 : null;
    },
    now: active.rules,
  };
}

/** The one target of a group over a whole period; null where it has none, several, or its classes differ. */
export function targetOfGroup(
  targets: Targets | null,
  { place, from, to }: Asked,
  by: TurnaroundGroupBy,
  key: string,
): number | null {
  const orderClass = by === 'orderClass' ? CLASSES.find((one) => one === key) : place.orderClass;
  if (!targets || !orderClass) return null;
  const days = Array.from({ length: daysOfPeriod({ from, to }) }, (_, later) =>
    new Date(Date.parse(from) + later * DAY_MS).toISOString().slice(0, 10),
  );
  const [target = null, ...others] = new Set(days.map((day) => targets.on(orderClass, day)));
  return others.length === 0 ? target : null;
}

export function isDrawn(target: number | null, longest: number): target is number {
  return target !== null && target <= DRAWN_UP_TO * longest;
}

/** What the rules in force say of the studies that are shown; empty for a stage without targets. */
export function targetWords(targets: Targets | null, { place: { orderClass } }: Asked): string {
  if (!targets) return '';
  const { targets: minutes, suspicionMinutes, exceptions } = targets.now;
  const time = (of: number) => durationText(of * 60);
  if (!orderClass)
    return t('turnaround.target.byClass', {
      targets: CLASSES.map((one) => `${t(`order.${one}`)} ${time(minutes[one])}`).join(', '),
    });
  const own = exceptions.filter((exception) => exception.orderClass === orderClass).length;
  return [
    t('turnaround.target.of', { class: t(`order.${orderClass}`), time: time(minutes[orderClass]) }),
    ...(suspicionMinutes < minutes[orderClass]
      ? [t('turnaround.target.suspected', { time: time(suspicionMinutes) })]
      : []),
    ...(own > 0 ? [tn('turnaround.target.exceptions', own)] : []),
  ].join(' ');
}
