import { z } from 'zod';

/** A proportion with its 95 % interval (Wilson score). */
export const proportionSchema = z.object({
  count: z.number().int(),
  of: z.number().int(),
  value: z.number().nullable().describe('Null where there is nothing to divide by'),
  interval95: z.tuple([z.number(), z.number()]).nullable(),
});
export type Proportion = z.infer<typeof proportionSchema>;

/** Two-sided 95 % quantile of the normal distribution. */
export const Z95 = 1.959963984540054;

/** A proportion with its Wilson score interval (Wilson, JASA 22, 1927). */
export function proportion(count: number, of: number): Proportion {
  if (of === 0) return { count, of, value: null, interval95: null };
  const p = count / of;
  const z2 = Z95 ** 2;
  const centre = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z95 / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of ** 2));
  return { count, of, value: p, interval95: [Math.max(0, centre - half), Math.min(1, centre + half)] };
}
