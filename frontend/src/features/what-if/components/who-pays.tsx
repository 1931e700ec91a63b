import { TrendingDown, TrendingUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { minutes, signedMinutes } from '@/lib/format/figures';
import { t } from '@/lib/i18n';
import { changesOf, type Change, type WaitRow } from '../model/waits';

function words({ name, meanMinutes, p99Minutes }: Change): string {
  const key = meanMinutes < 0 ? 'whatIf.who.shorter' : 'whatIf.who.longer';
  const mean = t(key, { name, minutes: minutes(Math.abs(meanMinutes)) });
  return p99Minutes === null ? mean : mean + t('whatIf.who.p99', { minutes: signedMinutes(p99Minutes) });
}

/** In plain words, whose wait changes by how much. */
export function WhoPays({ rows }: { rows: readonly WaitRow[] }) {
  const { gains, pays, same } = changesOf(rows);
  return (
    <section aria-label={t('whatIf.who')} data-testid="who-pays">
      <h3 className="mb-1 text-[12.5px] font-medium">{t('whatIf.who')}</h3>
      <div className="grid gap-2 sm:grid-cols-2">
        <Side title={t('whatIf.who.gains')} icon={<TrendingDown size={13} aria-hidden />} changes={gains} />
        <Side title={t('whatIf.who.pays')} icon={<TrendingUp size={13} aria-hidden />} changes={pays} />
      </div>
      {same.length > 0 && (
        <p className="mt-1 text-[12px] text-text-3">
          {t('whatIf.who.same', { names: same.map(({ name }) => name).join(', ') })}
        </p>
      )}
    </section>
  );
}

function Side({ title, icon, changes }: { title: string; icon: ReactNode; changes: readonly Change[] }) {
  return (
    <div className="min-w-0 rounded-md bg-surface-2 p-2 text-[12.5px]">
      <h4 className="mb-1 flex items-center gap-1.5 text-[12px] font-medium text-text-2">
        {icon} {title}
      </h4>
      {changes.length === 0 ? (
        <p className="text-text-3">{t('whatIf.who.nobody')}</p>
      ) : (
        <ul className="flex flex-col gap-0.5">
          {changes.map((change) => (
            <li key={change.name}>{words(change)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
