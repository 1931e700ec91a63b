import { PenLine } from 'lucide-react';
import type { StudyPanel } from '@/components/study/panel';
import { ReportPanel } from './components/panel';

export { ReportKitScreen } from './components/kit-screen';
export { ReportsScreen } from './components/reports-screen';

export const reportPanel: StudyPanel = {
  id: 'report',
  label: 'report.tab',
  icon: PenLine,
  render: ({ study, show }) => <ReportPanel key={study.studyInstanceUid} study={study} show={show} />,
};
