import { z } from 'zod';

/** Application entity title: 1 to 16 printable ASCII characters, no backslash, not only spaces (PS3.5 section 6.2). */
export const aeTitleSchema = z
  .string()
  .trim()
  .regex(/^[\x20-\x5b\x5d-\x7e]{1,16}$/, 'is no AE title: 1 to 16 ASCII characters without backslash');

/** What a peer may ask of this archive. */
export const peerServiceSchema = z.enum(['store', 'query', 'retrieve', 'commitment', 'worklist', 'mpps']);
export type PeerService = z.infer<typeof peerServiceSchema>;

const addressSchema = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is no IP address or CIDR range');

const peerFields = {
  aeTitle: aeTitleSchema,
  name: z.string().trim().min(1).max(100),
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  tls: z.boolean().describe('Our associations to this peer use TLS'),
  addresses: z
    .array(addressSchema)
    .max(50)
    .describe('Where it may call from: addresses or CIDR ranges. Empty: only from what `host` resolves to'),
  services: z.array(peerServiceSchema).describe('What it may ask for; C-ECHO is always answered'),
  destination: z.boolean().describe('Others may have studies sent to it by C-MOVE'),
  maxAssociations: z.number().int().min(1).max(1000),
  backfillAgeDays: z.number().int().min(0).max(36500).nullable(),
  enabled: z.boolean(),
};

export const peerSchema = z
  .object({
    id: z.uuid(),
    version: z.number().int().describe('Rises with every change'),
    ...peerFields,
    dicomwebUrl: z.url().nullable(),
    hasDicomwebToken: z.boolean().describe('The token itself never leaves'),
  })
  .meta({ id: 'Peer', description: 'Another application entity and what it may do here' });
export type Peer = z.infer<typeof peerSchema>;

export const peerListSchema = z.object({ peers: z.array(peerSchema) }).meta({ id: 'PeerList' });
export type PeerList = z.infer<typeof peerListSchema>;

export const peerInputSchema = z
  .object({
    ...peerFields,
    tls: peerFields.tls.default(false),
    addresses: peerFields.addresses.default([]),
    destination: peerFields.destination.default(false),
    maxAssociations: peerFields.maxAssociations.default(10),
    backfillAgeDays: peerFields.backfillAgeDays.default(null),
    enabled: peerFields.enabled.default(true),
    dicomwebUrl: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
    dicomwebToken: z
      .string()
      .min(1)
      .max(4000)
      .nullable()
      .optional()
      .describe('Bearer token for its DICOMweb; left out keeps the one there is, null removes it'),
  })
  .meta({ id: 'PeerInput', description: 'A peer as an administrator enters it' });
export type PeerInput = z.infer<typeof peerInputSchema>;

export const peerChangeSchema = peerInputSchema
  .extend({ expectedVersion: z.number().int() })
  .meta({ id: 'PeerChange', description: 'A peer as it is to be, from the version that was read' });
export type PeerChange = z.infer<typeof peerChangeSchema>;

export const versionQuerySchema = z.object({ expectedVersion: z.coerce.number().int() });
export type VersionQuery = z.infer<typeof versionQuerySchema>;

export const echoResultSchema = z
  .object({
    outcome: z.enum(['answered', 'refused', 'unreachable']),
    status: z.number().int().nullable().describe('DIMSE status of the answer, 0 is success'),
    detail: z.string().describe('In words'),
  })
  .meta({ id: 'EchoResult', description: 'What a C-ECHO to a peer came back with' });
export type EchoResult = z.infer<typeof echoResultSchema>;
