import type { MessageKey } from '@/lib/i18n';

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

/**
 * Windows with a fixed meaning exist only where the pixel unit does: Hounsfield. Others are as the images say, which
 * "Default" gives back.
 */
export function presetsFor(modality: string): readonly WindowPreset[] {
  return modality === 'CT' ? Object.values(ctWindows) : [];
}
