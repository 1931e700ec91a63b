import {
  Enums,
  eventTarget,
  imageLoader,
  imageLoadPoolManager,
  RenderingEngine,
  utilities,
  type Types,
} from '@cornerstonejs/core';
import {
  Enums as ToolEnums,
  PanTool,
  StackScrollTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import { edgeLetters, type EdgeLetters } from '../model/orientation';
import type { StackImage } from '../model/image-stack';
import { registerMetadata, startCornerstone } from './cornerstone';

export interface WindowSetting {
  width: number;
  centre: number;
}

export interface ViewState {
  phase: 'loading' | 'ready' | 'error';
  /** Index of the image that is on the screen; -1 before the first. */
  index: number;
  window: WindowSetting | null;
  zoom: number;
  inverted: boolean;
  edges: EdgeLetters | null;
  /** Why the image that was asked for is not on the screen. */
  problem: string | null;
}

export const initialViewState: ViewState = {
  phase: 'loading',
  index: -1,
  window: null,
  zoom: 1,
  inverted: false,
  edges: null,
  problem: null,
};

const VIEWPORT = 'stack';
const Events: Readonly<
  Record<
    'STACK_NEW_IMAGE' | 'VOI_MODIFIED' | 'CAMERA_MODIFIED' | 'IMAGE_RENDERED' | 'IMAGE_LOAD_ERROR',
    string
  >
> = Enums.Events;
let serial = 0;

/** The library types it loosely. */
function nameOf(tool: { toolName: unknown }): string {
  return String(tool.toolName);
}

function errorText(detail: unknown): string {
  if (detail instanceof Error) return detail.message;
  if (typeof detail === 'object' && detail !== null && 'message' in detail) return String(detail.message);
  return typeof detail === 'string' ? detail : JSON.stringify(detail ?? '');
}

/** One Cornerstone stack viewport. The only file that knows how Cornerstone shows images. */
export class StackView {
  private readonly engine: RenderingEngine;
  private readonly toolGroupId: string;
  private readonly ids: ReadonlySet<string>;
  private destroyed = false;
  private wanted = 0;
  private state: ViewState = initialViewState;

  private constructor(
    private readonly element: HTMLDivElement,
    private readonly images: readonly StackImage[],
    private readonly onState: (state: ViewState) => void,
    private readonly onDraw: () => void,
  ) {
    const engineId = `firstread-${++serial}`;
    this.engine = new RenderingEngine(engineId);
    this.toolGroupId = `${engineId}-tools`;
    this.ids = new Set(images.map((image) => image.imageId));
  }

  static async create(
    element: HTMLDivElement,
    images: readonly StackImage[],
    handlers: { onState: (state: ViewState) => void; onDraw: () => void; cancelled: () => boolean },
  ): Promise<StackView | null> {
    await startCornerstone();
    if (handlers.cancelled()) return null;
    registerMetadata(images);
    const view = new StackView(element, images, handlers.onState, handlers.onDraw);
    view.enable();
    return view;
  }

  get viewport(): Types.IStackViewport {
    return this.engine.getViewport<Types.IStackViewport>(VIEWPORT);
  }

  private enable(): void {
    this.engine.enableElement({
      viewportId: VIEWPORT,
      type: Enums.ViewportType.STACK,
      element: this.element,
      defaultOptions: { background: [0, 0, 0] },
    });
    this.addTools();
    this.element.addEventListener(Events.STACK_NEW_IMAGE, this.onNewImage);
    this.element.addEventListener(Events.VOI_MODIFIED, this.onLook);
    this.element.addEventListener(Events.CAMERA_MODIFIED, this.onLook);
    this.element.addEventListener(Events.IMAGE_RENDERED, this.onRendered);
    eventTarget.addEventListener(Events.IMAGE_LOAD_ERROR, this.onLoadError);
    window.addEventListener('unhandledrejection', this.onLostError);
    this.element.addEventListener('contextmenu', this.onContextMenu);
    void this.show(0, true);
  }

  private addTools(): void {
    const group = ToolGroupManager.createToolGroup(this.toolGroupId);
    if (!group) return;
    const { MouseBindings } = ToolEnums;
    for (const tool of [WindowLevelTool, PanTool, ZoomTool, StackScrollTool]) group.addTool(nameOf(tool));
    group.setToolActive(nameOf(WindowLevelTool), { bindings: [{ mouseButton: MouseBindings.Primary }] });
    group.setToolActive(nameOf(PanTool), {
      bindings: [{ mouseButton: MouseBindings.Auxiliary }, { numTouchPoints: 2 }],
    });
    group.setToolActive(nameOf(ZoomTool), { bindings: [{ mouseButton: MouseBindings.Secondary }] });
    group.setToolActive(nameOf(StackScrollTool), {
      bindings: [{ mouseButton: MouseBindings.Wheel }, { numTouchPoints: 1 }],
    });
    group.addViewport(VIEWPORT, this.engine.id);
  }

  private set(change: Partial<ViewState>): void {
    if (this.destroyed) return;
    this.state = { ...this.state, ...change };
    this.onState(this.state);
  }

  private async show(index: number, first: boolean): Promise<void> {
    this.wanted = index;
    try {
      if (first)
        await this.viewport.setStack(
          this.images.map((image) => image.imageId),
          index,
        );
      else await this.viewport.setImageIdIndex(index);
      if (this.destroyed) return;
      this.viewport.render();
      if (first) this.prefetch();
    } catch (error) {
      // Whatever is still on the screen is another image: it must not pass for the one asked for.
      if (this.wanted === index) this.set({ phase: 'error', problem: errorText(error) });
    }
  }

  private readonly onNewImage = (event: Event): void => {
    const { imageId } = (event as CustomEvent<{ imageId: string }>).detail;
    const index = this.images.findIndex((image) => image.imageId === imageId);
    this.wanted = index;
    this.set({ phase: 'ready', index, problem: null, ...this.look() });
  };

  private readonly onLook = (): void => this.set(this.look());

  private readonly onRendered = (): void => {
    if (this.destroyed) return;
    if (this.state.index < 0) {
      const index = this.viewport.getCurrentImageIdIndex();
      if (this.viewport.getCornerstoneImage())
        this.set({ phase: 'ready', index, problem: null, ...this.look() });
    }
    this.onDraw();
  };

  private readonly onLoadError = (event: Event): void => {
    const { imageId, error } = (event as CustomEvent<{ imageId: string; error: unknown }>).detail;
    if (!this.ids.has(imageId) || this.images[this.viewport.getTargetImageIdIndex()]?.imageId !== imageId)
      return;
    this.set({ phase: 'error', problem: errorText(error) });
  };

  /** The library loses some errors of decoding: the image would be waited for without end. */
  private readonly onLostError = (event: PromiseRejectionEvent): void => {
    if (this.wanted === this.state.index) return;
    event.preventDefault();
    this.set({ phase: 'error', problem: errorText(event.reason) });
  };

  private readonly onContextMenu = (event: Event): void => event.preventDefault();

  private look(): Pick<ViewState, 'window' | 'zoom' | 'inverted' | 'edges'> {
    const { viewport } = this;
    const { voiRange, invert } = viewport.getProperties();
    const image = this.images[viewport.getCurrentImageIdIndex()];
    const camera = viewport.getCamera();
    const zoom = viewport.getZoom();
    const colour = viewport.getCornerstoneImage()?.color === true;
    const level =
      voiRange && !colour ? utilities.windowLevel.toWindowLevel(voiRange.lower, voiRange.upper) : null;
    return {
      window: level && { width: Math.round(level.windowWidth), centre: Math.round(level.windowCenter) },
      zoom: Number.isFinite(zoom) ? zoom : 1,
      inverted: invert === true,
      edges:
        image?.orientation && camera.viewUp && camera.viewPlaneNormal
          ? edgeLetters(camera.viewUp, camera.viewPlaneNormal)
          : null,
    };
  }

  /** The rest of the series, nearest first, while nothing more urgent is asked for. */
  private prefetch(): void {
    const options = { requestType: Enums.RequestType.Prefetch, priority: 10 };
    for (const { imageId } of this.images.slice(1, 500)) {
      imageLoadPoolManager.addRequest(
        async () => {
          if (!this.destroyed) await imageLoader.loadAndCacheImage(imageId, options).catch(() => undefined);
        },
        Enums.RequestType.Prefetch,
        { imageId },
        10,
      );
    }
  }

  goTo(index: number): void {
    const last = this.images.length - 1;
    const target = Math.max(0, Math.min(last, index));
    if (target !== this.wanted || this.state.phase === 'error') void this.show(target, false);
  }

  scroll(step: number): void {
    this.goTo(this.wanted + step);
  }

  setWindow(window: WindowSetting): void {
    this.viewport.setProperties({
      voiRange: utilities.windowLevel.toLowHighRange(window.width, window.centre),
    });
    this.viewport.render();
  }

  nudgeWindow(width: number, centre: number): void {
    const { window } = this.state;
    if (window) this.setWindow({ width: Math.max(1, window.width + width), centre: window.centre + centre });
  }

  invert(): void {
    this.viewport.setProperties({ invert: this.viewport.getProperties().invert !== true });
    this.viewport.render();
    this.onLook();
  }

  zoomBy(factor: number): void {
    this.viewport.setZoom(Math.max(0.1, Math.min(30, this.viewport.getZoom() * factor)));
    this.viewport.render();
  }

  panBy(x: number, y: number): void {
    const [left, top] = this.viewport.getPan();
    this.viewport.setPan([left + x, top + y]);
    this.viewport.render();
  }

  fit(): void {
    this.viewport.resetCamera();
    this.viewport.render();
  }

  defaultWindow(): void {
    const { inverted } = this.state;
    this.viewport.resetProperties();
    if (inverted) this.viewport.setProperties({ invert: true });
    this.viewport.render();
  }

  reset(): void {
    this.viewport.resetProperties();
    this.viewport.resetCamera();
    this.viewport.render();
    this.onLook();
  }

  resize(): void {
    if (!this.destroyed) this.engine.resize(true, true);
  }

  destroy(): void {
    this.destroyed = true;
    this.element.removeEventListener(Events.STACK_NEW_IMAGE, this.onNewImage);
    this.element.removeEventListener(Events.VOI_MODIFIED, this.onLook);
    this.element.removeEventListener(Events.CAMERA_MODIFIED, this.onLook);
    this.element.removeEventListener(Events.IMAGE_RENDERED, this.onRendered);
    this.element.removeEventListener('contextmenu', this.onContextMenu);
    eventTarget.removeEventListener(Events.IMAGE_LOAD_ERROR, this.onLoadError);
    window.removeEventListener('unhandledrejection', this.onLostError);
    imageLoadPoolManager.filterRequests(
      (details) => !this.ids.has(String((details as { imageId?: string }).imageId)),
    );
    ToolGroupManager.destroyToolGroup(this.toolGroupId);
    this.engine.destroy();
  }
}
