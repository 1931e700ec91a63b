import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import { t } from '@/lib/i18n';
import { exportAddress } from '../api/turnaround';
import { selectionQuery, type Asked } from '../model/place';
import { byWords, stageName } from '../model/words';

const FORMATS = ['csv', 'parquet'] as const;

/** Files of what is shown: the figures of the bars, or every interval behind them. */
export function Export({ asked }: { asked: Asked }) {
  const { groupBy, stage } = asked.place;
  const parts = [
    { of: 'groups', what: t('turnaround.export.groups', { by: byWords(groupBy) }) },
    { of: 'intervals', what: t('turnaround.export.intervals') },
  ] as const;
  return (
    <Popover
      label={t('turnaround.export')}
      testId="turnaround-export"
      trigger={
        <Button>
          <Download size={14} aria-hidden /> {t('turnaround.export')}
        </Button>
      }
    >
      <p className="font-medium">{stageName(stage)}</p>
      <ul className="my-2 flex flex-col gap-2">
        {parts.map(({ of, what }) => (
          <li key={of} className="flex items-center justify-between gap-2">
            <span className="min-w-0">{what}</span>
            <span className="flex gap-2">
              {FORMATS.map((format) => (
                <a
                  key={format}
                  href={exportAddress(selectionQuery(asked, { groupBy }), of, format)}
                  download
                  aria-label={t('turnaround.export.link', { what, format: t(`turnaround.export.${format}`) })}
                  className="rounded-md border border-line-strong px-2 py-0.5 hover:bg-surface-3"
                >
                  {t(`turnaround.export.${format}`)}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-text-3">{t('turnaround.export.what')}</p>
    </Popover>
  );
}
