/** Settings of the DIMSE library, once for every process that uses it. It would log every PDU with what it carries. */
import dimse from 'dcmjs-dimse';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from '../../dicom/index.js';

/** Largest PDU that we take, in bytes. */
const MAXIMUM_PDU = 131_072;

dimse.log.disableAll();
dimse.Implementation.setMaxPduLength(MAXIMUM_PDU);
dimse.Implementation.setImplementationClassUid(IMPLEMENTATION_CLASS_UID);
dimse.Implementation.setImplementationVersion(IMPLEMENTATION_VERSION_NAME);
