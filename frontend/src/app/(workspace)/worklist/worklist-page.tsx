'use client';
import { useState } from 'react';
import { BeforeOpening } from '@/features/study';
import { WorklistScreen } from '@/features/worklist';

/** The list, with what a study needs before it is opened from it. */
export function WorklistPage() {
  const [restingOn, setRestingOn] = useState<string | null>(null);
  return (
    <>
      <WorklistScreen onRest={setRestingOn} />
      <BeforeOpening studyUid={restingOn} />
    </>
  );
}
