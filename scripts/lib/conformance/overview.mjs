import { code, table } from './markdown.mjs';
import { dicom, dimse } from './tables.mjs';

/** What the product is, and what it speaks in one view (PS3.2 annex N.1). */
export function overviewSection() {
  const { IMPLEMENTATION_CLASS_UID: classUid, IMPLEMENTATION_VERSION_NAME: version } = dicom;
  const services = new Map();
  const note = (role) => (row) =>
    services.set(row.title, { ...services.get(row.title), [role]: row.operations.join(', ') });
  dimse.SCP_SERVICES.forEach(note('scp'));
  dimse.SCU_SERVICES.forEach(note('scu'));
  const rows = [...services].map(([title, { scp = '', scu = '' }]) => [title, scp, scu]);
  return `
# DICOM conformance statement

<!-- Written by npm run conformance from the tables of the code. Change those, or scripts/lib/conformance. -->

Firstread is an open radiology worklist with AI, and the archive behind it. **It is not a medical device**: it is for
research and demonstration, and has no clearance or approval of any authority.

This statement follows PS3.2. What it lists is written from the tables that the program itself negotiates, searches and
answers by; the tests fail where they differ.

| | |
|---|---|
| Implementation Class UID | ${code(classUid)} |
| Implementation Version Name | ${code(version)} |

## Overview

${table(['Service', 'As SCP', 'As SCU'], rows)}

| DICOMweb | As origin server | As user agent |
|---|---|---|
| STOW-RS | yes | deliveries to peers |
| QIDO-RS | yes | search for priors |
| WADO-RS | yes | fetching of studies |

Not there: deletion and rendering presets over DICOMweb, UPS-RS, WADO-URI, Instance Availability Notification, media
(PS3.10 file sets), print.
`;
}
