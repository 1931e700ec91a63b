import {
  compareReadingOrder,
  type ColumnId,
  type Sort,
  type SortKey,
  type WorklistItem,
} from '@firstread/contract';
import { overviewOf } from '@/components/clinical/ai-summary';

/** Where one study stands before another; 0 where nothing tells them apart. */
export type Order = (a: WorklistItem, b: WorklistItem) => number;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const byText =
  (text: (item: WorklistItem) => string): Order =>
  (a, b) =>
    collator.compare(text(a), text(b));
const byNumber =
  (number: (item: WorklistItem) => number): Order =>
  (a, b) =>
    number(a) - number(b);

const orders: Readonly<Record<ColumnId, Order>> = {
  due: byNumber((item) => Date.parse(item.dueAt)),
  priority: byNumber((item) => item.band),
  patient: byText((item) => item.patient.name),
  why: byText((item) => item.reasons[0]?.text ?? ''),
  id: byText((item) => item.patient.id),
  exam: byText((item) => item.studyDescription ?? item.bodyParts.join(', ')),
  modality: byText((item) => item.modalities.join('+')),
  location: byText((item) => item.location ?? item.institution ?? ''),
  waiting: byNumber((item) => -Date.parse(item.readyAt)),
  aiStatus: byText((item) => overviewOf(item.ai).status),
  aiTriage: byNumber((item) => (overviewOf(item.ai).triage === 'flagged' ? 0 : 1)),
  algorithm: byText((item) => overviewOf(item.ai).lead?.modelName ?? ''),
  images: byNumber((item) => item.instanceCount),
};

/** A suspicion of AI can be sorted to the top and never to the end. */
const oneWay: ReadonlySet<ColumnId> = new Set<ColumnId>(['aiTriage']);

/** The order of a sort; what its keys do not tell apart stands in reading order. Without keys it is the reading order. */
export function orderOf(sort: Sort): Order {
  if (sort.length === 0) return compareReadingOrder;
  const keys = sort.map(({ column, direction }) => ({
    order: orders[column],
    sign: direction === 'descending' && !oneWay.has(column) ? -1 : 1,
  }));
  return (a, b) => {
    for (const { order, sign } of keys) {
      const difference = order(a, b) * sign;
      if (difference !== 0) return difference;
    }
    return compareReadingOrder(a, b);
  };
}

/** What a further click on a column makes of its key: ascending, descending, none. */
function nextKey(column: ColumnId, key: SortKey | undefined): SortKey[] {
  if (!key) return [{ column, direction: 'ascending' }];
  if (key.direction === 'descending' || oneWay.has(column)) return [];
  return [{ column, direction: 'descending' }];
}

const MOST_KEYS = 5;

/** The sort after a click on a column. `further` keeps the other keys and their ranks. */
export function toggled(sort: Sort, column: ColumnId, further: boolean): Sort {
  const key = sort.find((one) => one.column === column);
  const next = nextKey(column, key);
  if (!further) return sort.length > 1 && key ? [key] : next;
  if (!key) return sort.length < MOST_KEYS ? [...sort, ...next] : sort;
  return sort.flatMap((one) => (one.column === column ? next : [one]));
}
