import { AT_RISK_MINUTES, orderClassSchema, type LiveBoard, type OrderClass } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RuleStore } from '../../rules/index.js';

/**
 * One that is due counts as overdue whether or not the worker has marked it: the board stays true while no worker runs.
 */
export const dueSql = `
select order_class as "orderClass", suspected, count(*)::int as unread,
       (count(*) filter (where overdue or due_at <= $1))::int as overdue,
       (count(*) filter (where not overdue and due_at > $1
                           and due_at <= $1::timestamptz + make_interval(mins => $2)))::int as "atRisk"
  from worklist_item where reading = 'unread' group by order_class, suspected`;

interface DueRow {
  orderClass: OrderClass;
  suspected: boolean;
  unread: number;
  overdue: number;
  atRisk: number;
}

/** What is due within 15 minutes and what is overdue, with the targets of the rules in force. */
@Injectable()
export class DueFigure {
  constructor(private readonly rules: RuleStore) {}

  async of(manager: EntityManager, now: Date): Promise<LiveBoard['due']> {
    const { rules } = await this.rules.active(manager);
    const rows = await manager.query<DueRow[]>(dueSql, [now, AT_RISK_MINUTES]);
    const { atRisk, overdue } = totalOf(rows);
    return {
      atRisk,
      overdue,
      classes: orderClassSchema.options.map((orderClass) => ({
        orderClass,
        boundMinutes: rules.targets[orderClass],
        ...totalOf(rows.filter((row) => row.orderClass === orderClass)),
      })),
      suspected: {
        boundMinutes: rules.suspicionMinutes,
        ...totalOf(rows.filter(({ suspected }) => suspected)),
      },
      exceptions: rules.exceptions.length,
    };
  }
}

function totalOf(rows: readonly DueRow[]): Pick<DueRow, 'unread' | 'overdue' | 'atRisk'> {
  return rows.reduce(
    (total, row) => ({
      unread: total.unread + row.unread,
      overdue: total.overdue + row.overdue,
      atRisk: total.atRisk + row.atRisk,
    }),
    { unread: 0, overdue: 0, atRisk: 0 },
  );
}
