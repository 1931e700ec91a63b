'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AiResult, VerdictValue } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { Instant } from '@/components/ui/instant';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { giveVerdict, studyKey } from '../api/study';

const VALUES: readonly VerdictValue[] = ['present', 'absent', 'uncertain'];

/** A reader says whether what the model looks for is there. */
export function Verdict({ studyUid, result }: { studyUid: string; result: AiResult }) {
  const may = useMay('verdict.write');
  const client = useQueryClient();
  const giving = useMutation({
    mutationFn: (value: VerdictValue) => giveVerdict(studyUid, result.runId, value),
    onSuccess: () => void client.invalidateQueries({ queryKey: studyKey(studyUid) }),
  });
  const judged = result.state === 'flagged' || (result.state === 'notFlagged' && result.findings.length > 0);
  if (!judged || (!may && result.verdict === null)) return null;
  return (
    <div data-testid="verdict" className="flex flex-col gap-1 text-[12px]">
      {may && (
        <div role="group" aria-label={t('study.verdict')} className="flex flex-wrap items-center gap-1">
          <span className="mr-1 text-text-3">{t('study.verdict')}</span>
          {VALUES.map((value) => (
            <Button
              key={value}
              size="sm"
              aria-pressed={result.verdict?.value === value}
              variant={result.verdict?.value === value ? 'primary' : 'secondary'}
              disabled={giving.isPending}
              onClick={() => giving.mutate(value)}
              data-verdict={value}
            >
              {t(`study.verdict.${value}`)}
            </Button>
          ))}
        </div>
      )}
      {result.verdict && (
        <p className="text-text-3">
          {t(`study.verdict.${result.verdict.value}`)}: {result.verdict.by},{' '}
          <Instant at={result.verdict.at} />
        </p>
      )}
      {giving.isError && (
        <p role="alert" className="text-amber">
          {errorText(giving.error)}
        </p>
      )}
    </div>
  );
}
