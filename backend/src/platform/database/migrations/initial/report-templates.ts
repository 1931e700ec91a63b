/** Templates that a new system begins with; departments edit them as versions of their own. */
interface ShippedTemplate {
  id: string;
  name: string;
  modality: string | null;
  bodyPart: string | null;
  sections: { id: string; text: string }[];
}

const CHEST = 'Lungs and pleura:\nHeart and mediastinum:\nBones and soft tissues:\nDevices:';

function sections(technique: string, findings: string): ShippedTemplate['sections'] {
  return [
    { id: 'clinicalInformation', text: '' },
    { id: 'technique', text: technique },
    { id: 'comparison', text: '' },
    { id: 'findings', text: findings },
    { id: 'impression', text: '' },
  ];
}

const idOf = (n: number): string => `00000000-0000-4000-8000-0000000071${String(n).padStart(2, '0')}`;

export const shippedTemplates: readonly ShippedTemplate[] = [
  { id: idOf(1), name: 'General', modality: null, bodyPart: null, sections: sections('', '') },
  {
    id: idOf(2),
    name: 'Chest radiograph (CR)',
    modality: 'CR',
    bodyPart: 'CHEST',
    sections: sections('Chest radiograph.', CHEST),
  },
  {
    id: idOf(3),
    name: 'Chest radiograph (DX)',
    modality: 'DX',
    bodyPart: 'CHEST',
    sections: sections('Chest radiograph.', CHEST),
  },
  {
    id: idOf(4),
    name: 'CT head',
    modality: 'CT',
    bodyPart: 'HEAD',
    sections: sections(
      'CT of the head.',
      'Intracranial haemorrhage:\nBrain parenchyma:\nVentricles and cisterns:\nSkull and skull base:\nParanasal sinuses and mastoids:',
    ),
  },
  {
    id: idOf(5),
    name: 'CT chest',
    modality: 'CT',
    bodyPart: 'CHEST',
    sections: sections(
      'CT of the chest.',
      'Lungs and airways:\nPleura:\nHeart and vessels:\nMediastinum and lymph nodes:\nUpper abdomen:\nBones and soft tissues:',
    ),
  },
  {
    id: idOf(6),
    name: 'MR brain',
    modality: 'MR',
    bodyPart: 'BRAIN',
    sections: sections(
      'MR imaging of the brain.',
      'Diffusion:\nBrain parenchyma:\nVentricles and extra-axial spaces:\nVessels:\nSkull base and orbits:',
    ),
  },
];
