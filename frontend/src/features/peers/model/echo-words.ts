import type { EchoResult } from '@firstread/contract';
import { t } from '@/lib/i18n';

/** What an echo came back with, in a few words. */
export function echoWords(outcome: EchoResult['outcome'], milliseconds: number): string {
  return outcome === 'answered' ? t('peers.echo.answered', { ms: milliseconds }) : t(`peers.echo.${outcome}`);
}
