import type { Patient } from '@firstread/contract';
import { t } from '../i18n';

/** Age in the unit a radiologist uses: days and months matter in children. */
export function ageAt(birthDate: string | null, at: string | number | null): string | null {
  if (birthDate === null || at === null) return null;
  const born = new Date(`${birthDate}T00:00:00Z`);
  const then = new Date(typeof at === 'string' && at.length === 10 ? `${at}T00:00:00Z` : at);
  if (Number.isNaN(born.getTime()) || Number.isNaN(then.getTime()) || then < born) return null;
  const months =
    (then.getUTCFullYear() - born.getUTCFullYear()) * 12 +
    (then.getUTCMonth() - born.getUTCMonth()) -
    (then.getUTCDate() < born.getUTCDate() ? 1 : 0);
  if (months < 1) return `${Math.floor((then.getTime() - born.getTime()) / 86_400_000)} d`;
  if (months < 24) return `${months} mo`;
  const years = Math.floor(months / 12);
  return years > 130 ? null : `${years} y`;
}

/** "54 y F"; what is not known is left out rather than guessed. */
export function ageAndSex(patient: Patient, at: string | number | null): string {
  return [ageAt(patient.birthDate, at), patient.sex].filter((part) => part !== null && part !== '').join(' ');
}

/** For sentences about a study: there is always something to say. */
export function nameOf(patient: Pick<Patient, 'name'>): string {
  return patient.name.trim() || t('patient.unknown');
}
