'use client';
import { X } from 'lucide-react';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import { Button } from './button';
import { IconButton } from './icon-button';

export interface ToastInput {
  text: string;
  tone?: 'plain' | 'error';
  durationMs?: number;
  action?: { label: string; run: () => void };
}

interface Shown extends ToastInput {
  id: number;
}

type Show = (toast: ToastInput) => () => void;

const ToastContext = createContext<Show>(() => () => undefined);

export function useToast(): Show {
  return useContext(ToastContext);
}

/** Quiet notices at the bottom; at most three, the oldest goes first. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const nextId = useRef(1);
  const close = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback<Show>(
    (toast) => {
      const id = nextId.current++;
      setShown((all) => [...all.slice(-2), { ...toast, id }]);
      setTimeout(() => close(id), toast.durationMs ?? 6000);
      return () => close(id);
    },
    [close],
  );
  const list = useMemo(
    () => shown.map((toast) => <ToastCard key={toast.id} toast={toast} onClose={close} />),
    [shown, close],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div
        role="status"
        aria-live="polite"
        data-testid="toasts"
        className="toasts print:hidden pointer-events-none fixed right-0 bottom-14 z-50 flex max-w-full flex-col items-end gap-2 px-3"
      >
        {list}
      </div>
    </ToastContext>
  );
}

function ToastCard({ toast, onClose }: { toast: Shown; onClose: (id: number) => void }) {
  const { action } = toast;
  return (
    <div
      data-testid="toast"
      className={`settle pointer-events-auto flex max-w-xl items-center gap-3 rounded-lg border bg-surface-3 py-1.5 pr-1.5 pl-3 text-[13px] shadow-xl shadow-black/50 ${
        toast.tone === 'error' ? 'border-amber/50' : 'border-line-strong'
      }`}
    >
      <span className="min-w-0 break-words">{toast.text}</span>
      {action && (
        <Button
          size="sm"
          variant="secondary"
          onClick={() => {
            action.run();
            onClose(toast.id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label={t('common.close')} onClick={() => onClose(toast.id)}>
        <X size={14} />
      </IconButton>
    </div>
  );
}
