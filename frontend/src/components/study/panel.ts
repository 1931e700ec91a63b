import type { Study } from '@firstread/contract';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import type { MessageKey } from '@/lib/i18n';

/** What a panel beside the images is told of the page that it stands on. */
export interface StudyPanelContext {
  study: Study;
  /** Shows an image of the study, in whichever series it is. */
  onGoToImage: (sopInstanceUid: string) => void;
}

/** A panel beside the images that another feature brings; the page of the study puts them together. */
export interface StudyPanel {
  id: string;
  label: MessageKey;
  icon: LucideIcon;
  /** Stands in its tab, so that it is seen from the other panels too. */
  mark?: ComponentType<{ study: Study }>;
  /** `show` brings it to the front. */
  render: (context: StudyPanelContext & { show: () => void }) => ReactNode;
}
