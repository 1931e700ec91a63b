import type { CtWindow } from '../presets';
import type { LayoutName, Projection } from '../layout';

export interface CellRule {
  of: 'current' | 'prior';
  /** Words of the series' description; the first series that has one of them, else the next that no cell shows. */
  words?: readonly string[];
  projection?: Projection;
  window?: CtWindow;
  /** The series of the cell before, once more. */
  again?: true;
}

export interface Protocol {
  id: string;
  modalities: readonly string[];
  /** Parts of body part or description; any where there are none. */
  bodyParts: readonly string[];
  /** With a prior beside the study. */
  prior: boolean;
  /** How many series it takes at least. */
  series: number;
  layout: LayoutName;
  cells: readonly CellRule[];
}

const radiograph = ['CR', 'DX', 'RG'];
const head = ['HEAD', 'BRAIN', 'SKULL', 'CRANI', 'NEURO'];
const chest = ['CHEST', 'THORAX', 'LUNG'];

const pair: readonly CellRule[] = [{ of: 'current' }, { of: 'prior' }];

/** The first that fits hangs the study. The order is from the special to the general. */
export const protocols: readonly Protocol[] = [
  {
    id: 'radiographWithPrior',
    modalities: radiograph,
    bodyParts: [],
    prior: true,
    series: 1,
    layout: '1x2',
    cells: [
      { of: 'current', projection: 'frontal' },
      { of: 'prior', projection: 'frontal' },
    ],
  },
  {
    id: 'chestTwoViews',
    modalities: radiograph,
    bodyParts: chest,
    prior: false,
    series: 2,
    layout: '1x2',
    cells: [
      { of: 'current', words: ['PA', 'AP', 'FRONTAL'], projection: 'frontal' },
      { of: 'current', words: ['LAT', 'LATERAL', 'LL'], projection: 'lateral' },
    ],
  },
  {
    id: 'ctWithPrior',
    modalities: ['CT'],
    bodyParts: [],
    prior: true,
    series: 1,
    layout: '1x2',
    cells: pair,
  },
  {
    id: 'ctHead',
    modalities: ['CT'],
    bodyParts: head,
    prior: false,
    series: 1,
    layout: '1x2',
    cells: [
      { of: 'current', window: 'brain' },
      { of: 'current', again: true, window: 'bone' },
    ],
  },
  {
    id: 'ctChest',
    modalities: ['CT'],
    bodyParts: chest,
    prior: false,
    series: 1,
    layout: '1x2',
    cells: [
      { of: 'current', window: 'lung' },
      { of: 'current', again: true, window: 'mediastinum' },
    ],
  },
  {
    id: 'mammography',
    modalities: ['MG'],
    bodyParts: [],
    prior: false,
    series: 2,
    layout: '2x2',
    cells: [
      { of: 'current', words: ['RCC', 'R CC'], projection: 'rightCc' },
      { of: 'current', words: ['LCC', 'L CC'], projection: 'leftCc' },
      { of: 'current', words: ['RMLO', 'R MLO'], projection: 'rightMlo' },
      { of: 'current', words: ['LMLO', 'L MLO'], projection: 'leftMlo' },
    ],
  },
  {
    id: 'mammographyWithPrior',
    modalities: ['MG'],
    bodyParts: [],
    prior: true,
    series: 1,
    layout: '2x2',
    cells: [
      { of: 'current', words: ['RCC', 'R CC'], projection: 'rightCc' },
      { of: 'current', words: ['LCC', 'L CC'], projection: 'leftCc' },
      { of: 'prior', words: ['RCC', 'R CC'], projection: 'rightCc' },
      { of: 'prior', words: ['LCC', 'L CC'], projection: 'leftCc' },
    ],
  },
  {
    id: 'mrWithPrior',
    modalities: ['MR'],
    bodyParts: [],
    prior: true,
    series: 1,
    layout: '1x2',
    cells: pair,
  },
  {
    id: 'mrHead',
    modalities: ['MR'],
    bodyParts: head,
    prior: false,
    series: 4,
    layout: '2x2',
    cells: [
      { of: 'current', words: ['DWI', 'DIFF', 'ADC'] },
      { of: 'current', words: ['FLAIR'] },
      { of: 'current', words: ['T2'] },
      { of: 'current', words: ['T1'] },
    ],
  },
  {
    id: 'mr',
    modalities: ['MR'],
    bodyParts: [],
    prior: false,
    series: 2,
    layout: '1x2',
    cells: [{ of: 'current' }, { of: 'current' }],
  },
];
