import type { ReactNode } from 'react';
import { AlertBell } from '@/features/alerts';
import { Workspace } from '@/components/layout/workspace';

export default function WorkspaceLayout({ children }: { children: ReactNode }) {
  return <Workspace tools={<AlertBell />}>{children}</Workspace>;
}
