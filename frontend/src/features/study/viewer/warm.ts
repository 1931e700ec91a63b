import type { Types } from '@cornerstonejs/core';

const WARM_ID = 'warm:image';
const SIDE = 64;
let warmed = false;

/**
 * Draws one grey image where nobody sees it. The first image that is drawn waits for the graphics driver to start and for
 * the shaders to be compiled: with software rendering, half a second.
 */
async function drawOnce(): Promise<void> {
  const [{ Enums, imageLoader }, { takePlace }] = await Promise.all([
    import('@cornerstonejs/core'),
    import('./stage'),
  ]);
  const element = document.createElement('div');
  element.style.cssText = `position:fixed;left:-${SIDE * 2}px;width:${SIDE}px;height:${SIDE}px`;
  document.body.append(element);
  const { engine, viewportId, leave } = takePlace();
  try {
    imageLoader.createAndCacheLocalImage(WARM_ID, {
      scalarData: new Int16Array(SIDE * SIDE),
      dimensions: [SIDE, SIDE],
      spacing: [1, 1],
    });
    engine.enableElement({ viewportId, element, type: Enums.ViewportType.STACK });
    await engine.getViewport<Types.IStackViewport>(viewportId).setStack([WARM_ID]);
    engine.renderViewport(viewportId);
    await new Promise((resolve) =>
      element.addEventListener(Enums.Events.IMAGE_RENDERED, resolve, { once: true }),
    );
  } finally {
    leave();
    element.remove();
  }
}

async function load(): Promise<void> {
  const [, { startCornerstone }] = await Promise.all([import('./stack-viewer'), import('./cornerstone')]);
  await startCornerstone();
}

/** Loads and starts what draws images. What cannot be loaded now is loaded with the first image. */
export function warmViewer(): void {
  load().catch(() => undefined);
}

/** The same before a study is opened, when there is time to draw with it once. */
export function warmViewerWell(): void {
  if (warmed) return;
  warmed = true;
  load()
    .then(drawOnce)
    .catch(() => {
      warmed = false;
    });
}
