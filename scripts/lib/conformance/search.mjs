import { codes, table, words } from './markdown.mjs';
import { archive, dicom, dimse } from './tables.mjs';

const LEVELS = ['patient', 'study', 'series', 'instance'];

const MATCHING = {
  uids: 'list of UIDs',
  text: 'wildcards; case and accents count',
  words: 'wildcards; case and accents do not count',
  codes: 'list, with wildcards',
  name: 'person name',
  date: 'date or range',
  time: 'time or range',
  number: 'number',
};

/** Query keys of C-FIND and QIDO-RS alike, by level and how they are matched. */
export function searchSection() {
  const rows = LEVELS.flatMap((level, at) => {
    const above = new Set(LEVELS.slice(0, at).flatMap((one) => archive.searchableKeywords(one)));
    const own = archive.searchableKeywords(level).filter((keyword) => !above.has(keyword));
    const byMatching = grouped(own, (keyword) => archive.searchKey(level, keyword).matching);
    return [...byMatching].map(([matching, keywords]) => [words(level), MATCHING[matching], codes(keywords)]);
  });
  const returned = LEVELS.map((level) => [words(level), codes(archive.returnedKeywords(level))]);
  const titles = Object.entries(dicom.REJECTING_TITLES).map(([code, meaning]) => `${code} ${meaning}`);
  return `
### Search

C-FIND and QIDO-RS are one search with the same keys; those of the levels above can be used too. The levels of C-FIND are
PATIENT (patient root only), STUDY, SERIES and IMAGE, with one value of each unique key above; relational queries are not
supported. Keys that C-FIND does not know are answered empty.

${table(['Level', 'Matching', 'Keys'], rows)}

- A name is compared without case and accents, each component group (alphabetic, ideographic, phonetic) on its own: a key
  without ${codes(['='])} may be any of them.
- A time stands for all of its hour, minute or second. Ranges of a date and of its time are one range of moments
  (PS3.4 section C.2.2.2.5).
- Keys within Request Attributes Sequence must match together in one item.
- Answers are sorted: studies by date and time, the newest first; patients by identifier; series and instances by number.
- Text of answers is UTF-8 (${codes([dimse.ANSWER_CHARACTER_SET])}), whatever the request or the object was written in.

Returned where it is asked for and known; an instance returns any other attribute that is named, too:

${table(['Level', 'Attributes'], returned)}

### Rejection

A Key Object Selection with one of these document titles (Imaging Object Change Management, IHE RAD) takes what it lists
out of search, retrieval and reading: ${titles.join('; ')}. Rejected instances are kept, and can be restored.
`;
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
