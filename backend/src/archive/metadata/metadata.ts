import type { DicomJsonDataset, DicomJsonElement, DicomJsonValue } from '../../dicom/index.js';

/**
 * The dataset as metadata: bulk data as addresses below the instance (PS3.18 section F.2.2). An address says the
 * VR, so that words of a big endian file can be turned on their way out.
 */
export function metadataOf(dataset: DicomJsonDataset, instanceAddress: string): DicomJsonDataset {
  return Object.fromEntries(
    Object.entries(dataset).map(([tag, element]) => [tag, withAddresses(element, instanceAddress)]),
  );
}

function withAddresses(element: DicomJsonElement, address: string): DicomJsonElement {
  if (element.BulkDataURI?.startsWith('?')) {
    return { ...element, BulkDataURI: `${address}/bulkdata${element.BulkDataURI}&vr=${element.vr}` };
  }
  if (element.vr !== 'SQ' || !element.Value) return element;
  const items = element.Value.map((item): DicomJsonValue =>
    item && typeof item === 'object' ? metadataOf(item as DicomJsonDataset, address) : item,
  );
  return { ...element, Value: items };
}
