'use client';
import type { StudyPanel } from '@/components/study/panel';
import { criticalPanel } from '@/features/critical';
import { reportPanel } from '@/features/report';
import { StudyScreen } from '@/features/study';
import { useMay } from '@/lib/auth/session';

const withoutCritical: readonly StudyPanel[] = [reportPanel];
const all: readonly StudyPanel[] = [reportPanel, criticalPanel];

/** The study with what other features bring to it beside the AI results. */
export function StudyPage({ studyUid }: { studyUid: string }) {
  const panels = useMay('critical.read') ? all : withoutCritical;
  return <StudyScreen key={studyUid} studyUid={studyUid} panels={panels} />;
}
