'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { Feedback } from './feedback';
import { ToReview } from './to-review';
import { Totals } from './totals';

const TABS = ['review', 'feedback', 'totals'] as const;
type Tab = (typeof TABS)[number];

/** Colleagues look at each other's reports, to learn from them. */
export function PeerLearningScreen() {
  const [reads, heads] = [useMay('learning.give'), useMay('learning.totals')];
  const asked = useSearchParams().get('tab');
  const shown = TABS.filter((tab) => (tab === 'totals' ? heads : reads));
  const current: Tab | undefined = shown.find((tab) => tab === asked) ?? shown[0];
  return (
    <div className="h-full overflow-y-auto" data-testid="learning-page">
      <div className="mx-auto flex max-w-[1320px] flex-col gap-3 p-5 max-sm:p-3">
        <nav aria-label={t('nav.learning')} className="flex gap-1 overflow-x-auto border-b border-line">
          {shown.map((tab) => (
            <Link
              key={tab}
              href={`/peer-learning?tab=${tab}`}
              scroll={false}
              aria-current={tab === current ? 'page' : undefined}
              data-testid={`learning-${tab}`}
              className="border-b-2 border-transparent px-2.5 py-2 text-[12px] whitespace-nowrap text-text-2 hover:text-text-1 aria-[current]:border-cyan aria-[current]:text-text-1"
            >
              {t(`learning.tab.${tab}`)}
            </Link>
          ))}
        </nav>
        {current === 'review' && <ToReview />}
        {current === 'feedback' && <Feedback />}
        {current === 'totals' && <Totals />}
      </div>
    </div>
  );
}
