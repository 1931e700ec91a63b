import dimse from 'dcmjs-dimse';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from '../../dicom/index.js';

export const MAXIMUM_PDU = 131_072;

/** How the library is used here, on either side of an association. It is silent: what it would log names patients. */
dimse.log.disableAll();
dimse.Implementation.setMaxPduLength(MAXIMUM_PDU);
dimse.Implementation.setImplementationClassUid(IMPLEMENTATION_CLASS_UID);
dimse.Implementation.setImplementationVersion(IMPLEMENTATION_VERSION_NAME);
