/** What two studies say of their patient. */
export interface StatedPatient {
  patientId: string | null;
  issuer: string | null;
  name: string | null;
  /** YYYYMMDD. */
  birthDate: string | null;
  sex: string | null;
}

/**
 * Whether two studies are of one person. The identifier must be the same; an issuer, birth date or sex that both state must
 * not differ. Their names are the same but for spelling; where they are not, as after a marriage, a birth date that both
 * state stands in for it.
 */
export function isSamePerson(one: StatedPatient, other: StatedPatient): boolean {
  if (!one.patientId || one.patientId !== other.patientId) return false;
  if (
    differ(one.issuer, other.issuer) ||
    differ(one.birthDate, other.birthDate) ||
    differ(one.sex, other.sex)
  )
    return false;
  return sameName(one.name, other.name) || (one.birthDate !== null && one.birthDate === other.birthDate);
}

function differ(one: string | null, other: string | null): boolean {
  return Boolean(one) && Boolean(other) && one !== other;
}

/** By family and given name: case, accents, spaces and punctuation do not count, nor what only one of them states. */
function sameName(one: string | null, other: string | null): boolean {
  const [mine, theirs] = [partsOf(one), partsOf(other)];
  if (mine.length === 0 || theirs.length === 0 || mine[0] !== theirs[0]) return false;
  return mine[1] === undefined || theirs[1] === undefined || mine[1] === theirs[1];
}

function partsOf(name: string | null): string[] {
  const [group = ''] = (name ?? '').split('=').filter(Boolean);
  return group
    .split('^')
    .slice(0, 2)
    .map((part) =>
      part
        .normalize('NFKD')
        .replace(/[^\p{L}\p{N}]/gu, '')
        .toLowerCase(),
    )
    .filter(Boolean);
}
