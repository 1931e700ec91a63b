import { t, type MessageKey } from '@/lib/i18n';
import { numbers } from './dicom-json';
import type { StackImage } from './image-stack';

export interface WindowPreset {
  name: MessageKey;
  width: number;
  centre: number;
}

/** Windows of CT, in Hounsfield units. */
export const ctWindows = {
  brain: { name: 'study.tool.preset.brain', width: 80, centre: 40 },
  subdural: { name: 'study.tool.preset.subdural', width: 200, centre: 75 },
  bone: { name: 'study.tool.preset.bone', width: 2500, centre: 480 },
  lung: { name: 'study.tool.preset.lung', width: 1500, centre: -600 },
  softTissue: { name: 'study.tool.preset.softTissue', width: 400, centre: 40 },
  liver: { name: 'study.tool.preset.liver', width: 150, centre: 90 },
  mediastinum: { name: 'study.tool.preset.mediastinum', width: 350, centre: 50 },
  stroke: { name: 'study.tool.preset.stroke', width: 40, centre: 40 },
  angiography: { name: 'study.tool.preset.angiography', width: 600, centre: 300 },
} as const satisfies Readonly<Record<string, WindowPreset>>;

export type CtWindow = keyof typeof ctWindows;

/** A window of the toolbar: its name as it is shown. */
export interface WindowChoice {
  label: string;
  width: number;
  centre: number;
}

const MOST = 9;
const tags = { centre: '00281050', width: '00281051', explanation: '00281055' } as const;

/** The windows that an image brings (PS3.3 C.11.2.1.2), with what it calls them. */
function ownWindows(image: StackImage): WindowChoice[] {
  const centres = numbers(image.dataset, tags.centre);
  const names = image.dataset[tags.explanation]?.Value ?? [];
  return numbers(image.dataset, tags.width).flatMap((width, index) => {
    const centre = centres[index];
    if (centre === undefined || width < 1) return [];
    const name = names[index];
    const label =
      typeof name === 'string' && name !== '' ? name : t('study.tool.preset.own', { number: index + 1 });
    return [{ label, width, centre }];
  });
}

/**
 * Windows with a fixed meaning exist only where the pixel unit does: Hounsfield. For other modalities they are those that
 * the image brings besides its first, which "Default" gives, and the first with more and with less contrast.
 */
export function presetsFor(modality: string, image: StackImage | null): readonly WindowChoice[] {
  if (modality === 'CT')
    return Object.values(ctWindows).map(({ name, width, centre }) => ({ label: t(name), width, centre }));
  const [first, ...others] = image ? ownWindows(image) : [];
  if (!first) return [];
  const { width, centre } = first;
  const more = {
    label: t('study.tool.preset.moreContrast'),
    width: Math.max(1, Math.round(width * 0.6)),
    centre,
  };
  const less = { label: t('study.tool.preset.lessContrast'), width: Math.round(width * 1.6), centre };
  return [...others, more, less].slice(0, MOST);
}
