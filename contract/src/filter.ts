import { z } from 'zod';
import { bandSchema, orderClassSchema, type Band, type OrderClass } from './codes.js';

/** Whose claims: of the reader who asks, of nobody, of somebody else. */
export const holderSchema = z.enum(['me', 'nobody', 'others']);
export type Holder = z.infer<typeof holderSchema>;

/** As long as what a filter looks at is kept; images may name longer ones. */
const MODALITY_LENGTH = 16;
const SITE_LENGTH = 200;
const MODALITIES = 30;

/** Two UTF-16 units for a character, at most. */
const textOf = (length: number) =>
  z
    .string()
    .max(2 * length)
    .regex(/^[^\0]*$/);

/**
 * Which unread studies a list shows. A study passes where every named property fits; in a list of values any one of
 * them. AI can only be asked for: nothing selects the studies without a flag, which would read as a negative list. So can
 * holds: nothing leaves out the studies on hold, which keep their place.
 */
export const worklistFilterSchema = z
  .strictObject({
    modalities: z
      .array(textOf(MODALITY_LENGTH))
      .min(1)
      .max(MODALITIES)
      .describe('Any of its series')
      .optional(),
    sites: z
      .array(textOf(SITE_LENGTH))
      .min(1)
      .max(50)
      .describe('Institution as the images name it; empty text: they name none')
      .optional(),
    orderClasses: z.array(orderClassSchema).min(1).max(3).optional(),
    bands: z.array(bandSchema).min(1).max(4).optional(),
    overdue: z.literal(true).optional(),
    aiSuspected: z.literal(true).describe('A model flags something').optional(),
    holder: holderSchema.optional(),
    onHold: z.literal(true).describe('Somebody found that it cannot be read yet').optional(),
  })
  .meta({ id: 'WorklistFilter', description: 'Which of the unread studies a list shows' });
export type WorklistFilter = z.infer<typeof worklistFilterSchema>;

/** A filter as it stands in an address. */
export const filterParameterSchema = z
  .string()
  .max(8000)
  .transform((text, context) => {
    const filter = worklistFilterSchema.safeParse(parsed(text));
    if (filter.success) return filter.data;
    context.addIssue({ code: 'custom', message: 'is no filter of the worklist, written as JSON' });
    return z.NEVER;
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a filter looks at. */
export interface Facets {
  modalities: readonly string[];
  site: string;
  orderClass: OrderClass;
  band: Band;
  overdue: boolean;
  suspected: boolean;
  holderId: string | null;
  onHold: boolean;
}

/** The place of a study as a filter looks at it. */
export function siteFacet(institution: string | null): string {
  return cut(institution ?? '', SITE_LENGTH);
}

/** The modalities of a study as a filter looks at them. */
export function modalityFacets(modalities: readonly string[]): string[] {
  return modalities.slice(0, MODALITIES).map((one) => cut(one, MODALITY_LENGTH));
}

function cut(text: string, length: number): string {
  return [...text].slice(0, length).join('');
}

/** The one meaning of a filter; the SQL of the list agrees with it. */
export function passes(filter: WorklistFilter, facets: Facets, readerId: string): boolean {
  const { modalities, sites, orderClasses, bands, holder } = filter;
  return (
    (!modalities || modalities.some((one) => facets.modalities.includes(one))) &&
    (!sites || sites.includes(facets.site)) &&
    (!orderClasses || orderClasses.includes(facets.orderClass)) &&
    (!bands || bands.includes(facets.band)) &&
    (!filter.overdue || facets.overdue) &&
    (!filter.aiSuspected || facets.suspected) &&
    (!holder || holder === holderOf(facets.holderId, readerId)) &&
    (!filter.onHold || facets.onHold)
  );
}

function holderOf(holderId: string | null, readerId: string): Holder {
  if (holderId === null) return 'nobody';
  return holderId === readerId ? 'me' : 'others';
}
