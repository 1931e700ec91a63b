import { RenderingEngine } from '@cornerstonejs/core';

const ENGINE = 'firstread';
let engine: RenderingEngine | null = null;
let viewports = 0;
let serial = 0;

/** A place for a viewport in the one rendering engine of the page, which lives as long as it has any. */
export interface Place {
  engine: RenderingEngine;
  viewportId: string;
  leave: () => void;
}

export function takePlace(): Place {
  engine ??= new RenderingEngine(ENGINE);
  viewports += 1;
  const mine = engine;
  const viewportId = `viewport-${++serial}`;
  return {
    engine: mine,
    viewportId,
    leave: () => {
      mine.disableElement(viewportId);
      viewports -= 1;
      if (viewports > 0) return;
      mine.destroy();
      engine = null;
    },
  };
}
