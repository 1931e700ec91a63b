/** Encapsulated PDF (PS3.3 A.45.1) of a document about a study. */
import { STORAGE_SOP_CLASS } from '../dictionary/storage-sop-classes.js';
import type { DicomJsonDataset } from '../json/dicom-json.js';
import type { DicomMoment } from './algorithm.js';
import { codeItem, type CodedConcept } from './concepts.js';
import { datasetOf, mergeDatasets } from './dataset.js';
import { writePart10 } from './part10.js';
import { patientAndStudy } from './source.js';

export interface EncapsulatedPdfInput {
  /** Header of an image of the study, whose patient and study the document gets. */
  source: DicomJsonDataset;
  SOPInstanceUID: string;
  SeriesInstanceUID: string;
  SeriesNumber: number;
  InstanceNumber: number;
  created: DicomMoment;
  /** 64 characters at most. */
  title: string;
  concept: CodedConcept;
  /** Whether somebody who may answers for what it says. */
  verified: boolean;
  softwareVersion: string;
  pdf: Uint8Array;
}

export function encodeEncapsulatedPdf(input: EncapsulatedPdfInput): Uint8Array {
  const { pdf, created } = input;
  const padded = new Uint8Array(pdf.length + (pdf.length % 2));
  padded.set(pdf);
  return writePart10(
    mergeDatasets(
      patientAndStudy(input.source).dataset,
      datasetOf({
        SOPClassUID: STORAGE_SOP_CLASS.EncapsulatedPDFStorage,
        SOPInstanceUID: input.SOPInstanceUID,
        InstanceCreationDate: created.date,
        InstanceCreationTime: created.time,
        Modality: 'DOC',
        SeriesInstanceUID: input.SeriesInstanceUID,
        SeriesNumber: input.SeriesNumber,
        SeriesDescription: 'Radiology report',
        Manufacturer: 'Firstread',
        ManufacturerModelName: 'Firstread',
        DeviceSerialNumber: '1',
        SoftwareVersions: input.softwareVersion,
        ConversionType: 'WSD',
        InstanceNumber: input.InstanceNumber,
        ContentDate: created.date,
        ContentTime: created.time,
        AcquisitionDateTime: null,
        BurnedInAnnotation: 'YES',
        DocumentTitle: input.title,
        VerificationFlag: input.verified ? 'VERIFIED' : 'UNVERIFIED',
        ConceptNameCodeSequence: [codeItem(input.concept)],
        MIMETypeOfEncapsulatedDocument: 'application/pdf',
        EncapsulatedDocument: padded,
        EncapsulatedDocumentLength: pdf.length,
      }),
    ),
  );
}
