'use client';
import { t } from '@/lib/i18n';
import { Dialog } from './dialog';
import { Kbd } from './kbd';

export interface KeyHelp {
  keys: readonly string[];
  text: string;
}

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  keys: readonly KeyHelp[];
}

export function HelpDialog({ open, onOpenChange, keys }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('help.title')} testId="help-dialog">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 text-[13px]">
        {keys.map((entry) => (
          <div key={entry.text} className="contents">
            <dt className="flex gap-1">
              {entry.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-text-2">{entry.text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
