'use client';
import type { StudyPanel } from '@/components/study/panel';
import { reportPanel } from '@/features/report';
import { StudyScreen } from '@/features/study';

/** What stands beside the images besides the AI results. */
const panels: readonly StudyPanel[] = [reportPanel];

/** The study with what other features bring to it. */
export function StudyPage({ studyUid }: { studyUid: string }) {
  return <StudyScreen key={studyUid} studyUid={studyUid} panels={panels} />;
}
