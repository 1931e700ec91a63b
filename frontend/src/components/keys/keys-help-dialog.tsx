'use client';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import type { Keys } from '@/lib/keys/keys';
import { useOwnKeys } from '@/lib/keys/use-own-keys';
import type { KeyHelp } from './keys-help';
import { useKeysDialog } from './keys-provider';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  helpOf: (keys: Keys) => readonly KeyHelp[];
}

/** The keys of a page as its reader has them, and the way to change them. */
export function KeysHelpDialog({ open, onOpenChange, helpOf }: Props) {
  const keys = useOwnKeys();
  const mayChange = useMay('view.write');
  const { open: openKeys } = useKeysDialog();
  const change = (): void => {
    onOpenChange(false);
    openKeys();
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('help.title')} testId="help-dialog">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 text-[13px]">
        {helpOf(keys).map((entry) => (
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
      {mayChange && (
        <Button size="sm" className="mt-3" onClick={change} data-testid="change-keys">
          {t('keys.open')}
        </Button>
      )}
    </Dialog>
  );
}
