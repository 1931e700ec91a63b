import type { DicomJsonDataset } from './dicom-json.js';
import { getString } from './getters.js';

/** What made an object, as it names itself (General Equipment Module, PS3.3 C.7.5.1). */
export function equipmentOf(dataset: DicomJsonDataset): {
  manufacturer: string | undefined;
  modelName: string | undefined;
  version: string | undefined;
} {
  const named = (keyword: string): string | undefined => getString(dataset, keyword)?.trim();
  return {
    manufacturer: named('Manufacturer'),
    modelName: named('ManufacturerModelName'),
    version: named('SoftwareVersions'),
  };
}
