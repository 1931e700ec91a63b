import { codes } from './markdown.mjs';
import { dicom } from './tables.mjs';

/** What is written and how text is read (PS3.2 annexes N.3 and N.6). */
export function objectsSection() {
  const { single, extended } = dicom.CHARACTER_SET_TERMS;
  return `
## Objects written

Comprehensive 3D SR (TID 1500 with TID 1410, 1411 and 1501, algorithm identification TID 4019) and SEG (binary, fractional,
label map), in the same study, one instance per series. Groups with drawn regions, groups that refer to segments and groups
without a place are a report each: OHIF 3.13.2 draws the first and fails on the others. Patient and study attributes are copied; values that the standard does not allow are left
out or empty. Device UID per model version. Completion flag COMPLETE, or PARTIAL with the reason for not evaluable;
UNVERIFIED, PRELIMINARY; "${dicom.NOT_FOR_CLINICAL_USE}" in content and descriptions. The tests check both with
${codes(['dciodvfy'])} (no error) and ${codes(['dsrdump'])}.

## Reading

Files with and without preamble or meta information, where the bytes show what they are. Objects need Study, Series and
SOP Instance UID and SOP Class UID; Patient ID may be absent.

### Character sets

Specific Character Set (0008,0005) is turned into Unicode. Single terms: ${codes(single)}. With code extensions:
${codes(extended)}. Text that is not ASCII under no or an unknown term is read as UTF-8 where it is that, else as Latin-1.
Written: ${codes(['ISO_IR 192'])}. The stored bytes are never changed.
`;
}
