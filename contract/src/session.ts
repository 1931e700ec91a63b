import { z } from 'zod';
import { actionSchema, roleSchema } from './codes.js';

export const loginSchema = z
  .object({ email: z.email().max(254), password: z.string().min(1).max(256) })
  .meta({ id: 'Login', description: 'Credentials of a person' });
export type Login = z.infer<typeof loginSchema>;

export const sessionSchema = z
  .object({
    id: z.string().describe('Of the person or service'),
    displayName: z.string(),
    email: z.string().nullable().describe('null for a service account'),
    role: roleSchema,
    actions: z.array(actionSchema).describe('What this session may do'),
    site: z.object({ name: z.string(), timeZone: z.string() }),
  })
  .meta({ id: 'Session', description: 'Who is signed in and what they may do' });
export type Session = z.infer<typeof sessionSchema>;

export const setupSchema = z
  .object({
    token: z.string().min(1).describe('The one-time token printed at the first production start'),
    siteName: z.string().min(1).max(120),
    timeZone: z.string().min(1).max(64),
    email: z.email().max(254),
    displayName: z.string().min(1).max(120),
    password: z.string().min(12).max(256),
  })
  .meta({ id: 'Setup', description: 'First administrator of a production installation' });
export type Setup = z.infer<typeof setupSchema>;
