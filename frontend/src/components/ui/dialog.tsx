'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { IconButton } from './icon-button';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
  testId?: string;
  /** Holds a long form: wider, and a click beside it does not lose what was typed. */
  form?: boolean;
  onEscapeKeyDown?: (event: KeyboardEvent) => void;
}

const places = {
  short: 'top-[12vh] max-h-[80vh] w-[min(520px,calc(100vw-24px))]',
  form: 'top-[4vh] max-h-[92vh] w-[min(720px,calc(100vw-24px))]',
};

export function Dialog(props: Props) {
  const { open, onOpenChange, title, description, children, testId, form = false, onEscapeKeyDown } = props;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/55" />
        <Radix.Content
          data-testid={testId}
          onInteractOutside={(event) => form && event.preventDefault()}
          className={`settle fixed left-1/2 z-50 -translate-x-1/2 overflow-auto rounded-lg border border-line-strong bg-surface-1 p-4 shadow-2xl shadow-black/60 ${places[form ? 'form' : 'short']}`}
          {...(onEscapeKeyDown && { onEscapeKeyDown })}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="mb-3 flex items-start justify-between gap-3">
            <div className="min-w-0">
              <Radix.Title className="text-[15px] font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-0.5 text-[12px] text-text-2">
                  {description}
                </Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label={t('common.close')}>
                <X size={16} />
              </IconButton>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
