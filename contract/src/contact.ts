import { z } from 'zod';
import { instantSchema } from './codes.js';

const optional = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .transform((value) => (value === '' ? null : value))
    .nullable()
    .default(null);

/** What a contact is to the department; `emergency` is told of major discrepancies with its own interpretation. */
export const contactRoleSchema = z.enum(['referrer', 'ward', 'emergency', 'intensiveCare', 'other']);
export type ContactRole = z.infer<typeof contactRoleSchema>;

const contactFields = {
  id: z.uuid(),
  name: z.string().trim().min(2).max(120).describe('A person or a desk, e.g. "Emergency, shift lead"'),
  role: contactRoleSchema,
};

export const contactSchema = z
  .object({
    ...contactFields,
    location: z.string().nullable().describe('As orders name it, e.g. Emergency'),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: 'Contact', description: 'Whom the department calls' });
export type Contact = z.infer<typeof contactSchema>;

/** What is left empty is null. */
export const contactInputSchema = z
  .object({
    ...contactFields,
    location: optional(64).describe('As orders name it, e.g. Emergency'),
    phone: optional(60),
    email: z
      .union([z.email().max(254), z.literal('').transform(() => null)])
      .nullable()
      .default(null),
  })
  .meta({ id: 'ContactInput' });
export type ContactInput = z.infer<typeof contactInputSchema>;

export const contactListSchema = z
  .object({
    version: z.number().int().describe('0 where nobody has entered any'),
    contacts: z.array(contactSchema),
    changed: z.object({ by: z.string(), at: instantSchema }).nullable(),
  })
  .meta({ id: 'ContactList' });
export type ContactList = z.infer<typeof contactListSchema>;

export const contactListChangeSchema = z
  .object({
    contacts: z
      .array(contactInputSchema)
      .max(500)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
        error: 'Two contacts have the same id',
      }),
    expectedVersion: z.number().int().min(0),
  })
  .meta({ id: 'ContactListChange', description: 'All contacts as they are to be' });
export type ContactListChange = z.infer<typeof contactListChangeSchema>;
