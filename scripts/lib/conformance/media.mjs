import { code, table, words } from './markdown.mjs';
import { dicom, dicomweb } from './tables.mjs';

/** The long tables at the end. */
export function mediaSection() {
  const syntaxes = Object.entries(dicom.TRANSFER_SYNTAX).map(([keyword, uid]) => {
    const mediaType = dicomweb.frameMediaType(uid);
    return [keyword, code(uid), dicom.canDecode(uid) ? 'yes' : 'no', mediaType ? code(mediaType) : ''];
  });
  const classes = Object.entries(dicom.STORAGE_SOP_CLASS).map(([keyword, uid]) => [
    words(keyword),
    code(uid),
  ]);
  return `
## Transfer syntaxes

All of them are stored and given back as they are. Those that can be decoded are rendered, analysed, and sent uncompressed
to receivers that take nothing else. Retired JPEG processes are kept too where they come over STOW-RS.

${table(['Transfer syntax', 'UID', 'Decoded', 'Media type of frames'], syntaxes)}

## Storage SOP classes

${table(['Name', 'UID'], classes)}
`;
}
