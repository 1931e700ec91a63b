import type { EdgeLetters } from '../model/orientation';
import type { PixelValues } from '../model/measurement';
import type { ImageTransform } from './image-transform';

export interface WindowSetting {
  width: number;
  centre: number;
}

export interface ViewState {
  phase: 'loading' | 'ready' | 'error';
  /** Index of the image that is on the screen; -1 before the first. */
  index: number;
  /** How many there are to scroll through. */
  count: number;
  window: WindowSetting | null;
  zoom: number;
  /** Degrees clockwise that the reader turned the image by; nothing else turns it. */
  rotation: number;
  inverted: boolean;
  playing: boolean;
  edges: EdgeLetters | null;
  /** Why the image that was asked for is not on the screen. */
  problem: string | null;
}

export const initialViewState: ViewState = {
  phase: 'loading',
  index: -1,
  count: 0,
  window: null,
  zoom: 1,
  rotation: 0,
  inverted: false,
  playing: false,
  edges: null,
  problem: null,
};

/** What a reader does with a viewport, whatever it shows. */
export interface View {
  scroll: (step: number) => void;
  goTo: (index: number) => void;
  setWindow: (window: WindowSetting) => void;
  nudgeWindow: (width: number, centre: number) => void;
  defaultWindow: () => void;
  invert: () => void;
  rotate: () => void;
  zoomBy: (factor: number) => void;
  panBy: (x: number, y: number) => void;
  fit: () => void;
  reset: () => void;
  /** Starts or stops to show the images one after the other. */
  cine: () => void;
  resize: () => void;
  destroy: () => void;
  /** Null where the images are not shown as they were acquired. */
  transform: () => ImageTransform | null;
  /** Null while there are none, and of colour images. */
  pixels: () => PixelValues | null;
}

export interface ViewHandlers {
  onState: (state: ViewState) => void;
  onDraw: () => void;
  cancelled: () => boolean;
}
