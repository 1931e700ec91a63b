import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65535);
/** Words separated by commas. */
const words = z.string().transform((list) =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
);
const milliseconds = z.coerce.number().int().min(0);

/** Every setting of Firstread, read once from the environment; docs/operations lists them from here. */
export const envSchema = z.object({
  FIRSTREAD_MODE: z.enum(['demo', 'production']).default('demo').describe('demo creates demo users'),
  FIRSTREAD_BIND: z.string().default('127.0.0.1').describe('Address that HTTP and DIMSE listen on'),
  FIRSTREAD_DATA: z
    .string()
    .default('.data')
    .describe('Folder for state: object store, credentials, PostgreSQL'),
  FIRSTREAD_MODELS: z.string().default('models').describe('Folder of models'),
  FIRSTREAD_VIEWER: z
    .string()
    .default('frontend/ohif')
    .describe('Folder of the full viewer (OHIF), filled by npm run full-viewer'),
  FIRSTREAD_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  FIRSTREAD_SECURE_COOKIES: z.stringbool().default(false).describe('Set behind TLS: cookies only over https'),
  DATABASE_URL: z.string().min(1).describe('PostgreSQL connection; npm start brings its own when absent'),
  REDIS_URL: z
    .string()
    .optional()
    .describe('Redis for the queue and sockets; PostgreSQL carries them when absent'),
  CORS_ORIGINS: words
    .prefault('')
    .describe('Origins of web viewers that may use /dicomweb, separated by commas; none when empty'),
  PORT: port.default(3000).describe('The front door'),
  FRONTEND_PORT: port.default(3001).describe('Next.js, behind the front door'),
  DIMSE_PORT: port.default(11112),
  DIMSE_AE_TITLE: z.string().max(16).default('FIRSTREAD'),
  DIMSE_UNKNOWN_PEERS: z
    .enum(['store', 'refuse'])
    .optional()
    .describe(
      'AE titles that are no peer: store lets them C-ECHO and C-STORE; default refuse in production, store in demo',
    ),
  DIMSE_MAX_ASSOCIATIONS: z.coerce
    .number()
    .int()
    .min(1)
    .default(50)
    .describe('Associations at the same time, of all peers together'),
  DIMSE_TLS_PORT: port.optional().describe('Second port, DICOM over TLS; needs certificate and key'),
  DIMSE_TLS_CERT: z.string().optional().describe('File: our certificate chain (PEM)'),
  DIMSE_TLS_KEY: z.string().optional().describe('File: its private key (PEM)'),
  DIMSE_TLS_CA: z
    .string()
    .optional()
    .describe('File: authorities we trust (PEM); callers must then show a certificate of theirs'),
  STUDY_QUIET_MS: milliseconds.default(5000).describe('Quiet period after which a study is complete'),
  MAX_OBJECT_BYTES: z.coerce
    .number()
    .int()
    .default(4 * 1024 * 1024 * 1024)
    .describe('Largest object accepted, in bytes'),
  STORAGE_WATERMARK_PERCENT: z.coerce
    .number()
    .int()
    .min(0)
    .max(100)
    .default(95)
    .describe('How full the disk of the archive may get before nothing is taken in any more'),
  BACKFILL_AGE_DAYS: z
    .union([z.literal('off'), z.coerce.number().int().min(1)])
    .optional()
    .describe('A study older than this is archived as a prior, without a reading; 30, and off in demo mode'),
  INFERENCE_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .default(2)
    .describe('Runs of one model at the same time in one worker, at most; a manifest may ask for fewer'),
  INFERENCE_ATTEMPTS: z.coerce.number().int().min(1).default(3),
  INFERENCE_BACKOFF_MS: milliseconds.default(1000),
  INFERENCE_TIMEOUT_MS: milliseconds
    .default(120_000)
    .describe('Longest time of one call of a model, whatever its manifest asks for'),
  ONNX_THREADS: z.coerce.number().int().min(1).default(2).describe('Threads of each model process'),
  ONNX_PROVIDERS: words
    .prefault('cpu')
    .describe('Execution providers of ONNX Runtime, the preferred first: cuda,cpu where there is a GPU'),
  REMOTE_MODEL_HOSTS: words
    .prefault('')
    .describe('Hosts that tensors of remote models may be sent to; none when empty'),
  GATE_VALIDATION_STUDIES: z.coerce
    .number()
    .int()
    .min(2)
    .default(20)
    .describe('Labelled studies of this site that a model needs a result for before shadow'),
  GATE_SHADOW_RUNS: z.coerce.number().int().min(1).default(50).describe('Runs in shadow before canary'),
  GATE_CANARY_RUNS: z.coerce.number().int().min(1).default(20).describe('Runs shown as canary before live'),
  PRODUCT_WAIT_MS: milliseconds
    .default(3_600_000)
    .describe('How long a product that was sent a study may be silent before its run has failed'),
  RESULT_KEY_OBJECTS: z
    .stringbool()
    .default(false)
    .describe('Write the images a model points to as a Key Object Selection beside its SR'),
  RESULT_SUMMARY_IMAGES: z
    .stringbool()
    .default(false)
    .describe(
      'Write each AI result in words as a Secondary Capture, for viewers that read neither SR nor SEG',
    ),
  DISCREPANCY_GRADING_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(5)
    .describe('Working days, Monday to Friday, until a discrepancy between people has to be graded'),
  REPORT_SIGN_REAUTH: z
    .stringbool()
    .default(false)
    .describe('Signing a report asks for the password once more'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address that people open Firstread under, for links in messages; none are sent without it'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server for alerts, as smtp://user:password@host:port or smtps://; no e-mail without it'),
  ALERT_FROM: z.email().optional().describe('Sender of e-mail about alerts; needed with SMTP_URL'),
  SWEEP_MS: milliseconds.default(5000).describe('How often lost jobs are derived again from PostgreSQL'),
});
export type Env = z.infer<typeof envSchema>;
