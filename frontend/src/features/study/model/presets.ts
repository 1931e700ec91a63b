import type { MessageKey } from '@/lib/i18n';

export interface WindowPreset {
  name: MessageKey;
  width: number;
  centre: number;
}

const ct: readonly WindowPreset[] = [
  { name: 'study.tool.preset.brain', width: 80, centre: 40 },
  { name: 'study.tool.preset.subdural', width: 200, centre: 75 },
  { name: 'study.tool.preset.bone', width: 2500, centre: 480 },
  { name: 'study.tool.preset.lung', width: 1500, centre: -600 },
  { name: 'study.tool.preset.softTissue', width: 400, centre: 40 },
  { name: 'study.tool.preset.liver', width: 150, centre: 90 },
];

/** Windows with a fixed meaning exist only where the pixel unit does: Hounsfield. */
export function presetsFor(modality: string): readonly WindowPreset[] {
  return modality === 'CT' ? ct : [];
}
