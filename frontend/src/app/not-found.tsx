import Link from 'next/link';
import { Compass } from 'lucide-react';
import { Disclaimer } from '@/components/layout/disclaimer';
import { StateView } from '@/components/ui/state';
import { t } from '@/lib/i18n';

export default function NotFound() {
  return (
    <main className="flex h-dvh flex-col">
      <div className="flex-1">
        <StateView
          icon={<Compass size={18} />}
          title={t('notFound.title')}
          testId="not-found"
          actions={
            <Link href="/" className="text-cyan underline underline-offset-2">
              {t('notFound.back')}
            </Link>
          }
        >
          {t('notFound.body')}
        </StateView>
      </div>
      <Disclaimer />
    </main>
  );
}
