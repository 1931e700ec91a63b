import { z } from 'zod';
import { instantSchema } from './codes.js';

export const claimSchema = z
  .object({
    holderId: z.string().describe('The `id` of the session that holds it'),
    holder: z.string().describe('Name of the reader'),
    since: instantSchema,
    expiresAt: instantSchema.describe('Where it is not kept up, the study is free again from then on'),
    handedOver: z
      .object({ byId: z.string(), by: z.string().describe('Name of the reader') })
      .nullable()
      .describe('Who gave it to the holder, until the holder gives a sign'),
  })
  .meta({ id: 'Claim', description: 'Who is reading a study' });
export type Claim = z.infer<typeof claimSchema>;

const tokenSchema = z
  .string()
  .regex(/^\d{1,19}$/)
  .describe('Fencing token of a claim: rises with each; what comes with an older one is refused');

export const takeOverSchema = z.object({ reason: z.string().trim().min(3).max(500) });

export const overrideSchema = z.object({ reason: z.string().trim().min(3).max(500) });

export const askClaimSchema = z
  .object({
    token: tokenSchema.optional().describe('Of the claim that is to be kept up'),
    takeOver: takeOverSchema.optional().describe('From the reader who holds it, with a reason'),
    override: overrideSchema.optional().describe('Against missing reading rights, with a reason; audited'),
  })
  .refine(({ token, takeOver }) => token === undefined || takeOver === undefined, {
    error: 'Name the token of a claim to keep, or the reason to take one over, not both',
  })
  .meta({ id: 'AskClaim', description: 'Claims a study, keeps a claim up, or takes one over' });
export type AskClaim = z.infer<typeof askClaimSchema>;

export const endClaimSchema = z
  .object({ token: tokenSchema })
  .meta({ id: 'EndClaim', description: 'Gives a claimed study back' });
export type EndClaim = z.infer<typeof endClaimSchema>;

export { tokenSchema as claimTokenSchema };
