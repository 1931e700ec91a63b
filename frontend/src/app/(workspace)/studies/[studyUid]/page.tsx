import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { uidSchema } from '@firstread/contract';
import { RequireAction } from '@/components/layout/no-rights';
import { StudyPage } from './study-page';

// No name and no number in the title: it ends up in window lists and histories.
export const metadata: Metadata = { title: 'Study' };

export default async function Page({ params }: { params: Promise<{ studyUid: string }> }) {
  const uid = uidSchema.safeParse((await params).studyUid);
  if (!uid.success) notFound();
  return (
    <RequireAction action="study.read">
      <StudyPage studyUid={uid.data} />
    </RequireAction>
  );
}
