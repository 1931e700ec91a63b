import dimse from 'dcmjs-dimse';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from '../../dicom/index.js';
import { ASSOCIATION } from '../tables.js';

/** How the library is used here, on either side of an association. It is silent: what it would log names patients. */
dimse.log.disableAll();
dimse.Implementation.setMaxPduLength(ASSOCIATION.maximumPduBytes);
dimse.Implementation.setImplementationClassUid(IMPLEMENTATION_CLASS_UID);
dimse.Implementation.setImplementationVersion(IMPLEMENTATION_VERSION_NAME);
