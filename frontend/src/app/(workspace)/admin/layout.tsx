import type { ReactNode } from 'react';
import { AdminFrame } from '@/components/layout/admin-frame';

export default function AdminLayout({ children }: { children: ReactNode }) {
  return <AdminFrame>{children}</AdminFrame>;
}
