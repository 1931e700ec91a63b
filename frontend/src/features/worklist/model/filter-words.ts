import type { WorklistFilter } from '@firstread/contract';
import { t } from '@/lib/i18n';

const bandNames = ['band.stat', 'band.raised', 'band.urgent', 'band.routine'] as const;

/** What a filter asks for, in words; empty where it lets everything through. */
export function filterWords(filter: WorklistFilter): string[] {
  const { modalities, sites, orderClasses, bands, overdue, aiSuspected, holder, onHold } = filter;
  return [
    ...(modalities ? [modalities.join(', ')] : []),
    ...(sites ? [sites.map((site) => site || t('worklist.filter.noSite')).join(', ')] : []),
    ...(orderClasses ? [orderClasses.map((one) => t(`order.${one}`)).join(', ')] : []),
    ...(bands ? [bands.map((band) => t(bandNames[band])).join(', ')] : []),
    ...(overdue ? [t('worklist.filter.overdue')] : []),
    ...(aiSuspected ? [t('worklist.filter.suspected')] : []),
    ...(onHold ? [t('worklist.filter.onHold')] : []),
    ...(holder ? [t(`worklist.filter.holder.${holder}`)] : []),
  ];
}
