import {
  aiImpactModelsQuerySchema,
  usualImpactPeriod,
  type AiImpactModels,
  type AiImpactModelsQuery,
} from '@firstread/contract';
import { zonedText } from '@/lib/format/zoned';

export interface Asked {
  from: string;
  to: string;
  /** Null where the address names no model. */
  model: string | null;
  version: string | null;
}

/** What an address asks about; where it names no period, the last thirty days. */
export function askedOf(search: URLSearchParams, now: number, timeZone: string): Asked {
  const usual = usualImpactPeriod(zonedText(now, timeZone).slice(0, 10));
  return {
    from: search.get('from') ?? usual.from,
    to: search.get('to') ?? usual.to,
    model: search.get('model'),
    version: search.get('version'),
  };
}

/** The period, or what is wrong with it. */
export function periodOf({ from, to }: Asked): {
  period: AiImpactModelsQuery | null;
  problem: string | null;
} {
  const parsed = aiImpactModelsQuerySchema.safeParse({ from, to });
  return parsed.success
    ? { period: parsed.data, problem: null }
    : { period: null, problem: parsed.error.issues[0]?.message ?? '' };
}

type Listed = AiImpactModels['models'][number];

/** The model that is asked about, or else that with the most results. */
export function chosenOf(
  { model, version }: Asked,
  models: readonly Listed[],
): { model: string; version: string } | null {
  if (model !== null && version !== null) return { model, version };
  const [first] = models;
  return first ? { model: first.modelId, version: first.version } : null;
}

export function addressOf(asked: Asked): string {
  const named = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== null);
  return `/ai-impact?${new URLSearchParams(named).toString()}`;
}
