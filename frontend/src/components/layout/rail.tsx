'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import {
  BrainCircuit,
  FileClock,
  FlaskConical,
  Gauge,
  GraduationCap,
  History,
  LayoutDashboard,
  ListOrdered,
  PenLine,
  Scale,
  Settings,
  Siren,
  Timer,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { places, type Place } from '@/lib/auth/navigation';
import { useSession } from '@/lib/auth/session';
import { useCriticalCount } from '@/lib/critical/use-critical-count';
import { t, type MessageKey } from '@/lib/i18n';
import { CriticalMark, criticalWords } from './critical-mark';
import { Logo } from './logo';

export const placeLooks: Record<Place['path'], { icon: LucideIcon; text: MessageKey }> = {
  '/worklist': { icon: ListOrdered, text: 'nav.worklist' },
  '/live-board': { icon: LayoutDashboard, text: 'nav.board' },
  '/critical': { icon: Siren, text: 'nav.critical' },
  '/reports': { icon: PenLine, text: 'nav.reports' },
  '/discrepancies': { icon: FileClock, text: 'nav.discrepancies' },
  '/peer-learning': { icon: GraduationCap, text: 'nav.learning' },
  '/models': { icon: BrainCircuit, text: 'nav.models' },
  '/turnaround': { icon: Timer, text: 'nav.turnaround' },
  '/ai-impact': { icon: Gauge, text: 'nav.impact' },
  '/fairness': { icon: Users, text: 'nav.fairness' },
  '/list-history': { icon: History, text: 'nav.listHistory' },
  '/what-if': { icon: FlaskConical, text: 'nav.whatIf' },
  '/rules': { icon: Scale, text: 'nav.rules' },
  '/admin': { icon: Settings, text: 'nav.admin' },
};

/** The pages there are and this role may open; nothing else. */
export function Rail() {
  const session = useSession();
  const pathname = usePathname();
  const critical = useCriticalCount();
  const shown = places.filter((place) => session.actions.includes(place.action));
  return (
    <nav
      aria-label={t('nav.label')}
      className="flex w-12 shrink-0 flex-col items-center gap-1 border-r border-line bg-surface-1 pt-2 max-sm:hidden print:hidden"
    >
      <Logo className="mb-2 size-7" />
      {shown.map(({ path }) => {
        const { icon: Icon, text } = placeLooks[path];
        const current =
          pathname.startsWith(path) || (path === '/worklist' && pathname.startsWith('/studies/'));
        const label = path === '/critical' ? criticalWords(critical) : t(text);
        return (
          <Link
            key={path}
            href={path}
            title={label}
            aria-label={label}
            aria-current={current ? 'page' : undefined}
            className={`relative flex size-9 items-center justify-center rounded-lg transition-colors duration-100 hover:bg-surface-3 hover:text-text-1 ${
              current ? 'bg-surface-3 text-text-1' : 'text-text-3'
            }`}
          >
            <Icon size={18} strokeWidth={1.8} aria-hidden />
            {path === '/critical' && (
              <span className="absolute -top-0.5 -right-1">
                <CriticalMark count={critical} />
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
