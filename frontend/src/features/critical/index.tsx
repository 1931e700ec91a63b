import { Siren } from 'lucide-react';
import type { StudyPanel } from '@/components/study/panel';
import { CriticalPanel, CriticalTabMark } from './components/panel';

export { CriticalScreen } from './components/screen';
export { HandOverScreen } from './components/hand-over';
export { CriticalReportScreen } from './components/report-screen';
export { CriticalSettingsScreen } from './components/settings-screen';

export const criticalPanel: StudyPanel = {
  id: 'critical',
  label: 'critical.tab',
  icon: Siren,
  mark: CriticalTabMark,
  render: ({ study, show }) => <CriticalPanel key={study.studyInstanceUid} study={study} show={show} />,
};
