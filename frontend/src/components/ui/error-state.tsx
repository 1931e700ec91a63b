import { CloudOff, RotateCw } from 'lucide-react';
import { ApiError } from '@/lib/api/problem';
import { t } from '@/lib/i18n';
import { Button } from './button';
import { StateView } from './state';

interface Props {
  title: string;
  error: unknown;
  onRetry?: () => void;
  testId?: string;
}

export function errorText(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 0) return t('error.network');
    return `${error.message} (${t('error.code', { code: error.code })})`;
  }
  return t('error.body');
}

export function ErrorState({ title, error, onRetry, testId }: Props) {
  return (
    <StateView
      role="alert"
      icon={<CloudOff size={18} />}
      title={title}
      {...(testId === undefined ? {} : { testId })}
      actions={
        onRetry && (
          <Button onClick={onRetry}>
            <RotateCw size={14} /> {t('error.retry')}
          </Button>
        )
      }
    >
      {errorText(error)}
    </StateView>
  );
}
