'use client';
import { useMutation } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import type { AlertSteps, MessageTarget } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { useToast } from '@/components/ui/toast';
import { t } from '@/lib/i18n';
import { sendTest } from '../api/alerts';
import { targetText } from '@/lib/form/message-targets';
import { LEVELS } from '../model/settings-form';

function TargetTest({ target }: { target: MessageTarget }) {
  const toast = useToast();
  const text = targetText(target);
  const failed = (detail: string) =>
    toast({ text: t('alertSettings.test.failed', { target: text, detail }), tone: 'error' });
  const test = useMutation({
    mutationFn: () => sendTest(target),
    onSuccess: ({ delivered, detail }) =>
      delivered ? toast({ text: t('alertSettings.test.done', { target: text }) }) : failed(detail),
    onError: (error) => failed(errorText(error)),
  });
  return (
    <li className="flex min-w-0 items-center gap-3">
      <span className="num min-w-0 truncate text-[12px]" title={text}>
        {text}
      </span>
      <Button
        size="sm"
        disabled={test.isPending}
        onClick={() => test.mutate()}
        aria-label={t('alertSettings.test.of', { target: text })}
        data-testid="alert-test"
      >
        <Send size={12} aria-hidden /> {t('alertSettings.test')}
      </Button>
    </li>
  );
}

/** Every target that is saved, once, with a button that sends it a test. */
export function TargetTests({ steps }: { steps: AlertSteps }) {
  const targets = new Map(
    LEVELS.flatMap((level) => steps[level].targets).map((target) => [targetText(target), target]),
  );
  return (
    <section aria-label={t('alertSettings.tests')} className="mt-5">
      <h3 className="mb-1.5 text-[12px] font-medium text-text-2">{t('alertSettings.tests')}</h3>
      {targets.size === 0 ? (
        <p className="text-[12px] text-text-3">{t('alertSettings.tests.none')}</p>
      ) : (
        <ul className="flex flex-col gap-1.5">
          {[...targets].map(([text, target]) => (
            <TargetTest key={text} target={target} />
          ))}
        </ul>
      )}
    </section>
  );
}
