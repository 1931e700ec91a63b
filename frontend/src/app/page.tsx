import { Home } from '@/features/session';

export default function Page() {
  return <Home />;
}
