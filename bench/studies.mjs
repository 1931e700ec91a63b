import { fileHeader, writeDataset } from '../backend/dist/dicom/index.js';
import { say } from './own-system.mjs';

/** Studies of 2,000 surnames and 1,000 given names, common ones more often. */

const CHUNK = 50_000;
const COMMON =
  `SMITH JOHNSON WILLIAMS BROWN JONES GARCIA MILLER DAVIS RODRIGUEZ MARTINEZ HERNANDEZ LOPEZ GONZALEZ
  WILSON ANDERSON THOMAS TAYLOR MOORE JACKSON MARTIN LEE PEREZ THOMPSON WHITE HARRIS SANCHEZ CLARK RAMIREZ LEWIS
  ROBINSON WALKER YOUNG ALLEN KING WRIGHT SCOTT TORRES NGUYEN HILL FLORES GREEN ADAMS NELSON BAKER HALL RIVERA
  CAMPBELL MITCHELL CARTER ROBERTS MÜLLER SCHMIDT SCHNEIDER FISCHER WEBER MEYER GOLDSMITH`.split(/\s+/);
const GIVEN =
  `JOHN JANE JAMES MARY ROBERT PATRICIA MICHAEL LINDA DAVID ELIZABETH WILLIAM BARBARA RICHARD SUSAN
  JOSEPH JESSICA THOMAS SARAH CHARLES KAREN DANIEL NANCY MATTHEW LISA ANTHONY BETTY`.split(/\s+/);
const SYLLABLES =
  'BA BER CHO DA DOR EL FEN GAR HAL IN JO KAR LAN MAR NI OS PEL QUI RO SAN TOR UL VEN WIN YA ZEL'.split(' ');

/** So many different names, the known ones first: the lower the place, the more often it is drawn. */
function names(known, count, syllables) {
  const all = new Set(known);
  for (let at = 0; all.size < count; at += 1) {
    const parts = Array.from(
      { length: syllables },
      (_, digit) => SYLLABLES[Math.floor(at / 26 ** digit) % 26],
    );
    all.add(parts.join(''));
  }
  return [...all];
}

const SURNAMES = names(COMMON, 2000, 3);
const GIVEN_NAMES = names(GIVEN, 1000, 3);

/** One chunk of studies with a series or two of two instances each; places drawn squared favour the common names. */
const FILL = `
  with studies as (
    insert into study (study_instance_uid, patient_id, patient_name, patient_birth_date, patient_sex,
      accession_number, study_date, study_time, study_description, attributes, state)
    select '1.2.826.0.1.3680043.10.2.' || n, 'P' || (n / 3), name, '19600101', 'F', 'A' || n, date, time, description,
           jsonb_build_object(
             '00100010', jsonb_build_object('vr', 'PN', 'Value', jsonb_build_array(jsonb_build_object('Alphabetic', name))),
             '00100020', jsonb_build_object('vr', 'LO', 'Value', jsonb_build_array('P' || (n / 3))),
             '00080020', jsonb_build_object('vr', 'DA', 'Value', jsonb_build_array(date)),
             '00080030', jsonb_build_object('vr', 'TM', 'Value', jsonb_build_array(time)),
             '00080050', jsonb_build_object('vr', 'SH', 'Value', jsonb_build_array('A' || n)),
             '00081030', jsonb_build_object('vr', 'LO', 'Value', jsonb_build_array(description)),
             '00080090', jsonb_build_object('vr', 'PN', 'Value', jsonb_build_array(jsonb_build_object('Alphabetic', 'REFERRER^R'))),
             '00200010', jsonb_build_object('vr', 'SH', 'Value', jsonb_build_array('1'))),
           'complete'
      from (select n,
              ($3::text[])[1 + (2000 * power(random(), 2))::int % 2000] || '^' || ($4::text[])[1 + (1000 * power(random(), 2))::int % 1000] as name,
              to_char(date '2016-01-01' + (random() * 3650)::int, 'YYYYMMDD') as date,
              to_char(interval '1 second' * (random() * 86399)::int, 'HH24MISS') as time,
              (array['CT Head', 'CT Thorax', 'MR Brain', 'CR Chest', 'US Abdomen', 'MR Knee', 'CT Abdomen'])[1 + (random() * 6)::int] as description
              from generate_series($1::int, $2::int) n) drawn
    returning id, study_instance_uid
  ), rows as (
    insert into series (study_id, series_instance_uid, modality, series_number, own, attributes)
    select id, study_instance_uid || '.' || s, (array['CT', 'MR', 'CR', 'US'])[1 + (random() * 3)::int], s, false, '{}'
      from studies, generate_series(1, 1 + (random() * 1)::int) s
    returning id, study_id, series_instance_uid
  )
  insert into instance (id, series_id, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number,
    has_pixels, number_of_frames, bytes, digest, study_revision, door, source, attributes)
  select gen_random_uuid(), id, study_id, series_instance_uid || '.' || i, '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1',
         i, true, 1, 0, '', 1, 'stow', 'bench', '{}'
    from rows, generate_series(1, 2) i`;

/** Fills a migrated database up to `count` studies with a series or two of two instances each. */
export async function fillDatabase(dataSource, count) {
  const [{ there }] = await dataSource.query('select count(*)::int as there from study');
  const lists = [SURNAMES, GIVEN_NAMES];
  for (let first = there; first < count; first += CHUNK) {
    await dataSource.query(FILL, [first, Math.min(first + CHUNK, count) - 1, ...lists]);
    say(`  ${Math.min(first + CHUNK, count)} studies are there`);
  }
  await dataSource.query('vacuum analyze study, series, instance');
}

/** A value from 0 to `below`, another one each time. */
export const other = (below) => Math.floor(Math.random() * below);
const LONG = COMMON.filter((name) => name.length > 3);
export const surname = () => LONG[other(LONG.length)];
export const given = () => GIVEN[other(GIVEN.length)];

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/** A study of one small object, its names drawn as in the database. */
export function smallObject(number) {
  const drawn = (list) => list[Math.floor(list.length * Math.random() ** 2)];
  const uid = `1.2.826.0.1.3680043.10.2.${number}`;
  const values = {
    '00080016': ['UI', SECONDARY_CAPTURE],
    '00080018': ['UI', `${uid}.1.1`],
    '00080020': ['DA', `20${16 + other(9)}0${1 + other(9)}1${other(9)}`],
    '00080050': ['SH', `A${number}`],
    '00080060': ['CS', 'CT'],
    '00081030': ['LO', 'CT Head'],
    '00100010': ['PN', { Alphabetic: `${drawn(SURNAMES)}^${drawn(GIVEN_NAMES)}` }],
    '00100020': ['LO', `P${number}`],
    '0020000D': ['UI', uid],
    '0020000E': ['UI', `${uid}.1`],
    '00200011': ['IS', 1],
  };
  const meta = {
    sopClassUid: SECONDARY_CAPTURE,
    sopInstanceUid: `${uid}.1.1`,
    transferSyntaxUid: '1.2.840.10008.1.2.1',
  };
  const dataset = Object.fromEntries(
    Object.entries(values).map(([tag, [vr, value]]) => [tag, { vr, Value: [value] }]),
  );
  return Buffer.concat([fileHeader(meta), writeDataset(dataset)]);
}
