import type { Metadata } from 'next';
import { RequireAction } from '@/components/layout/no-rights';
import { LiveBoardScreen } from '@/features/live-board';

export const metadata: Metadata = { title: 'Live board' };

export default function Page() {
  return (
    <RequireAction action="board.read">
      <LiveBoardScreen />
    </RequireAction>
  );
}
