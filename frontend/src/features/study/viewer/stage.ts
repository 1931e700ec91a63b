import { Enums, eventTarget, RenderingEngine } from '@cornerstonejs/core';

let engine: RenderingEngine | null = null;
let serial = 0;

/** A place for a viewport in the rendering engine of the page. */
export interface Place {
  engine: RenderingEngine;
  viewportId: string;
  leave: () => void;
}

/** The one rendering engine of the page. It stays for the next study: to start one costs more than to draw with it. */
export function renderingEngine(): RenderingEngine {
  if (!engine) {
    const made = new RenderingEngine(`engine-${++serial}`);
    const onLost = (): void => {
      eventTarget.removeEventListener(Enums.Events.WEBGL_CONTEXT_LOST, onLost);
      if (engine === made) engine = null;
    };
    eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, onLost);
    engine = made;
  }
  return engine;
}

export function takePlace(): Place {
  const mine = renderingEngine();
  const viewportId = `viewport-${++serial}`;
  return { engine: mine, viewportId, leave: () => mine.disableElement(viewportId) };
}
