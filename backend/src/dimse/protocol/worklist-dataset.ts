import type { CodedConcept, OrderClass } from '@firstread/contract';
import {
  tagOfKeyword,
  entryOfKeyword,
  type DicomJsonDataset,
  type DicomJsonElement,
} from '../../dicom/index.js';
import type { ScheduledOrder } from '../../orders/index.js';

/** Requested Procedure Priority (0040,1003). */
const PRIORITY: Readonly<Record<OrderClass, string>> = { stat: 'STAT', urgent: 'HIGH', routine: 'ROUTINE' };

/** An order as an item of the Modality Worklist information model (PS3.4 table K.6-1). */
export function worklistDataset(order: ScheduledOrder): DicomJsonDataset {
  return {
    ...text('AccessionNumber', order.accessionNumber),
    ...text('PlacerOrderNumberImagingServiceRequest', order.placerOrderNumber),
    ...text('FillerOrderNumberImagingServiceRequest', order.fillerOrderNumber),
    ...name('ReferringPhysicianName', order.referringPhysician),
    ...name('PatientName', order.patientName),
    ...text('PatientID', order.patientId),
    ...text('IssuerOfPatientID', order.patientIdIssuer),
    ...text('PatientBirthDate', order.patientBirthDate?.replaceAll('-', '') ?? null),
    ...text('PatientSex', order.patientSex),
    ...text('CurrentPatientLocation', order.patientLocation),
    ...text('StudyInstanceUID', order.studyInstanceUid),
    ...text('RequestedProcedureID', order.requestedProcedureId),
    ...text('RequestedProcedureDescription', order.requestedProcedureDescription),
    ...items('RequestedProcedureCodeSequence', order.procedureCode ? [code(order.procedureCode)] : []),
    ...text('RequestedProcedurePriority', PRIORITY[order.priority]),
    ...text('ReasonForTheRequestedProcedure', order.reason),
    ...items('ScheduledProcedureStepSequence', [scheduledStep(order)]),
  };
}

function scheduledStep(order: ScheduledOrder): DicomJsonDataset {
  const [date = '', time = ''] = order.scheduledAt.split('T');
  return {
    ...text('Modality', order.modality),
    ...text('ScheduledStationAETitle', order.stationAeTitle),
    ...text('ScheduledStationName', order.stationName),
    ...text('ScheduledProcedureStepStartDate', date.replaceAll('-', '')),
    ...text('ScheduledProcedureStepStartTime', time.replaceAll(':', '')),
    ...text('ScheduledProcedureStepID', order.stepId),
    ...text(
      'ScheduledProcedureStepDescription',
      order.stepDescription ?? order.requestedProcedureDescription,
    ),
    ...items('ScheduledProtocolCodeSequence', order.procedureCode ? [code(order.procedureCode)] : []),
    ...text('ScheduledProcedureStepStatus', 'SCHEDULED'),
    ...text('BodyPartExamined', order.bodyPart),
    ...text('Laterality', order.laterality),
  };
}

function code({ scheme, value, meaning }: CodedConcept): DicomJsonDataset {
  return {
    ...text('CodeValue', value),
    ...text('CodingSchemeDesignator', scheme),
    ...text('CodeMeaning', meaning),
  };
}

function text(keyword: string, value: string | null): DicomJsonDataset {
  return element(keyword, value === null || value === '' ? {} : { Value: [value] });
}

/** Component groups as the order has them, joined by `=`. */
function name(keyword: string, value: string | null): DicomJsonDataset {
  if (!value) return element(keyword, {});
  const [Alphabetic = '', Ideographic, Phonetic] = value.split('=');
  const groups = { Alphabetic, ...(Ideographic ? { Ideographic } : {}), ...(Phonetic ? { Phonetic } : {}) };
  return element(keyword, { Value: [groups] });
}

function items(keyword: string, value: DicomJsonDataset[]): DicomJsonDataset {
  return element(keyword, value.length === 0 ? {} : { Value: value });
}

function element(keyword: string, content: Omit<DicomJsonElement, 'vr'>): DicomJsonDataset {
  return { [tagOfKeyword(keyword)]: { vr: entryOfKeyword(keyword)?.vr ?? 'UN', ...content } };
}
