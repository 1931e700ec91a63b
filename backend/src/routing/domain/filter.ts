import type { RouteFilter } from '@firstread/contract';

/** What a forward rule may look at. */
export interface RoutedStudy {
  modalities: readonly string[];
  bodyParts: readonly string[];
  /** AE titles that sent instances of it. */
  sources: readonly string[];
  description: string | null;
  institution: string | null;
  prior: boolean;
}

/** Whether a study is one that the filter is for. */
export function matches(filter: RouteFilter, study: RoutedStudy): boolean {
  return (
    anyOf(filter.modalities, study.modalities) &&
    anyOf(filter.bodyParts, study.bodyParts) &&
    anyOf(filter.sources, study.sources) &&
    contains(study.description, filter.description) &&
    contains(study.institution, filter.institution) &&
    (filter.priors || !study.prior)
  );
}

/** Whether the study came from that peer alone: it is not sent back to where it came from. */
export function cameOnlyFrom(study: RoutedStudy, aeTitle: string): boolean {
  return study.sources.length > 0 && study.sources.every((source) => source === aeTitle);
}

function anyOf(wanted: readonly string[], present: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((one) => present.includes(one));
}

function contains(text: string | null, part: string): boolean {
  return part === '' || (text ?? '').toLowerCase().includes(part.toLowerCase());
}
