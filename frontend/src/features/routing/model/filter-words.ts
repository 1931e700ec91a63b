import type { RouteFilter } from '@firstread/contract';
import { t } from '@/lib/i18n';

/** "A", "A or B", "A, B or C". */
function either(values: readonly string[]): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} ${t('filter.or')} ${last}`;
}

/** Which studies a rule is for; every part must hold. */
export function filterWords(filter: RouteFilter): string {
  const parts = [
    filter.modalities.length > 0 && t('filter.modalities', { list: either(filter.modalities) }),
    filter.bodyParts.length > 0 && t('filter.bodyParts', { list: either(filter.bodyParts) }),
    filter.sources.length > 0 && t('filter.sources', { list: either(filter.sources) }),
    filter.description !== '' && t('filter.description', { text: filter.description }),
    filter.institution !== '' && t('filter.institution', { text: filter.institution }),
  ].filter((part) => part !== false);
  if (parts.length === 0) return t(filter.priors ? 'filter.everyWithPriors' : 'filter.every');
  return [...parts, ...(filter.priors ? [t('filter.priors')] : [])].join(' · ');
}
