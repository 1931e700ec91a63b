import { AdminHome } from '@/components/layout/admin-home';

export default function Page() {
  return <AdminHome />;
}
