import { z } from 'zod';
import { codedConceptSchema, orderClassSchema, uidSchema } from './codes.js';
import { aeTitleSchema } from './peer.js';

const shortText = z.string().trim().min(1).max(16);
const longText = z.string().trim().min(1).max(64);

/** Where an order is: `scheduled` is what modalities see as their worklist. */
export const orderStatusSchema = z.enum(['scheduled', 'inProgress', 'completed', 'discontinued']);
export type OrderStatus = z.infer<typeof orderStatusSchema>;

/** A date and time as the department's clock shows it: DICOM worklists carry no time zone. */
export const localTimeSchema = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
    'is not YYYY-MM-DDThh:mm:ss',
  );

const orderFields = {
  accessionNumber: shortText,
  placerOrderNumber: longText.nullable(),
  fillerOrderNumber: longText.nullable(),
  patientId: longText,
  patientIdIssuer: longText.nullable(),
  patientName: z
    .string()
    .trim()
    .min(1)
    .max(324)
    .describe('As DICOM writes it: Family^Given^Middle^Prefix^Suffix'),
  patientBirthDate: z.iso.date().nullable(),
  patientSex: z.enum(['M', 'F', 'O']).nullable(),
  requestedProcedureId: shortText,
  requestedProcedureDescription: longText.nullable(),
  procedureCode: codedConceptSchema.nullable(),
  modality: z.string().regex(/^[A-Z0-9_ ]{1,16}$/, 'is no DICOM code string'),
  stationAeTitle: aeTitleSchema.nullable(),
  stationName: shortText.nullable(),
  scheduledAt: localTimeSchema,
  stepId: shortText,
  stepDescription: longText.nullable(),
  bodyPart: z
    .string()
    .regex(/^[A-Z0-9_ ]{1,16}$/, 'is no DICOM code string')
    .nullable(),
  laterality: z.enum(['R', 'L', 'B', 'U']).nullable(),
  priority: orderClassSchema,
  patientLocation: longText.nullable().describe('Where the patient is, e.g. Emergency'),
  referringPhysician: z.string().trim().min(1).max(324).nullable(),
  reason: longText.nullable(),
};

export const orderSchema = z
  .object({
    id: z.uuid(),
    version: z.number().int().describe('Rises with every change'),
    ...orderFields,
    studyInstanceUid: uidSchema.describe('Made here; the modality takes it over from its worklist'),
    status: orderStatusSchema,
  })
  .meta({ id: 'Order', description: 'An imaging order with its one scheduled procedure step' });
export type Order = z.infer<typeof orderSchema>;

const none = null;
export const orderInputSchema = z
  .object({
    ...orderFields,
    placerOrderNumber: orderFields.placerOrderNumber.default(none),
    fillerOrderNumber: orderFields.fillerOrderNumber.default(none),
    patientIdIssuer: orderFields.patientIdIssuer.default(none),
    patientBirthDate: orderFields.patientBirthDate.default(none),
    patientSex: orderFields.patientSex.default(none),
    requestedProcedureId: shortText.optional().describe('Default: the accession number'),
    requestedProcedureDescription: orderFields.requestedProcedureDescription.default(none),
    procedureCode: orderFields.procedureCode.default(none),
    stationAeTitle: orderFields.stationAeTitle.default(none),
    stationName: orderFields.stationName.default(none),
    stepId: shortText.optional().describe('Default: the accession number'),
    stepDescription: orderFields.stepDescription.default(none),
    bodyPart: orderFields.bodyPart.default(none),
    laterality: orderFields.laterality.default(none),
    priority: orderFields.priority.default('routine'),
    patientLocation: orderFields.patientLocation.default(none),
    referringPhysician: orderFields.referringPhysician.default(none),
    reason: orderFields.reason.default(none),
  })
  .meta({ id: 'OrderInput', description: 'An imaging order as it is placed' });
export type OrderInput = z.infer<typeof orderInputSchema>;

export const orderChangeSchema = orderInputSchema
  .extend({ expectedVersion: z.number().int(), status: orderStatusSchema })
  .meta({ id: 'OrderChange', description: 'An order as it is to be, from the version that was read' });
export type OrderChange = z.infer<typeof orderChangeSchema>;

export const orderQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(200).optional().describe('Cursor `next` of the page before'),
  status: orderStatusSchema.optional(),
});
export type OrderQuery = z.infer<typeof orderQuerySchema>;

export const orderPageSchema = z
  .object({ orders: z.array(orderSchema).describe('Latest scheduled first'), next: z.string().nullable() })
  .meta({ id: 'OrderPage' });
export type OrderPage = z.infer<typeof orderPageSchema>;
