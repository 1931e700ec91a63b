import { Enums, utilities, type Types } from '@cornerstonejs/core';
import {
  Enums as ToolEnums,
  PanTool,
  StackScrollTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import { edgeLetters, type EdgeLetters } from '../model/orientation';
import { takePlace, type Place } from './stage';
import { initialViewState, type ViewHandlers, type ViewState, type WindowSetting } from './view';

export const Events: Readonly<
  Record<
    | 'STACK_NEW_IMAGE'
    | 'VOLUME_NEW_IMAGE'
    | 'VOI_MODIFIED'
    | 'CAMERA_MODIFIED'
    | 'IMAGE_RENDERED'
    | 'IMAGE_LOAD_ERROR',
    string
  >
> = Enums.Events;

/** The library types it loosely. */
function nameOf(tool: { toolName: unknown }): string {
  return String(tool.toolName);
}

export function errorText(detail: unknown): string {
  if (detail instanceof Error) return detail.message;
  if (typeof detail === 'object' && detail !== null && 'message' in detail) return String(detail.message);
  return typeof detail === 'string' ? detail : JSON.stringify(detail ?? '');
}

/** What is the same in every Cornerstone viewport: the mouse, window, zoom and pan, and the state that the page shows. */
export abstract class BaseView<Viewport extends Types.IStackViewport | Types.IVolumeViewport> {
  protected readonly place: Place = takePlace();
  protected destroyed = false;
  protected state: ViewState = initialViewState;
  private readonly toolGroupId = `${this.place.viewportId}-tools`;

  protected constructor(
    protected readonly element: HTMLDivElement,
    protected readonly handlers: ViewHandlers,
  ) {}

  get viewport(): Viewport {
    return this.place.engine.getViewport<Viewport>(this.place.viewportId);
  }

  protected enableElement(type: Enums.ViewportType, orientation?: Enums.OrientationAxis): void {
    const { engine, viewportId } = this.place;
    engine.enableElement({
      viewportId,
      type,
      element: this.element,
      defaultOptions: { background: [0, 0, 0], ...(orientation === undefined ? {} : { orientation }) },
    });
    this.addTools();
    this.element.addEventListener(Events.VOI_MODIFIED, this.onLook);
    this.element.addEventListener(Events.CAMERA_MODIFIED, this.onLook);
    this.element.addEventListener('contextmenu', this.onContextMenu);
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
    group.addViewport(this.place.viewportId, this.place.engine.id);
  }

  protected set(change: Partial<ViewState>): void {
    if (this.destroyed) return;
    this.state = { ...this.state, ...change };
    this.handlers.onState(this.state);
  }

  private readonly onContextMenu = (event: Event): void => event.preventDefault();

  protected readonly onLook = (): void => {
    if (!this.destroyed) this.set(this.look());
  };

  protected look(): Partial<ViewState> {
    const { voiRange, invert } = this.viewport.getProperties() ?? {};
    const zoom = this.viewport.getZoom();
    const level = voiRange && utilities.windowLevel.toWindowLevel(voiRange.lower, voiRange.upper);
    return {
      window: level ? { width: Math.round(level.windowWidth), centre: Math.round(level.windowCenter) } : null,
      zoom: Number.isFinite(zoom) ? zoom : 1,
      inverted: invert === true,
      edges: this.edges(),
    };
  }

  protected edges(): EdgeLetters | null {
    const { viewUp, viewPlaneNormal } = this.viewport.getCamera();
    return viewUp && viewPlaneNormal ? edgeLetters(viewUp, viewPlaneNormal) : null;
  }

  setWindow({ width, centre }: WindowSetting): void {
    this.viewport.setProperties({ voiRange: utilities.windowLevel.toLowHighRange(width, centre) });
    this.viewport.render();
  }

  nudgeWindow(width: number, centre: number): void {
    const { window } = this.state;
    if (window) this.setWindow({ width: Math.max(1, window.width + width), centre: window.centre + centre });
  }

  invert(): void {
    this.viewport.setProperties({ invert: this.viewport.getProperties()?.invert !== true });
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

  defaultWindow(): void {
    const { inverted } = this.state;
    this.viewport.resetProperties();
    if (inverted) this.viewport.setProperties({ invert: true });
    this.viewport.render();
  }

  resize(): void {
    if (!this.destroyed) this.place.engine.resize(true, true);
  }

  destroy(): void {
    this.destroyed = true;
    this.element.removeEventListener(Events.VOI_MODIFIED, this.onLook);
    this.element.removeEventListener(Events.CAMERA_MODIFIED, this.onLook);
    this.element.removeEventListener('contextmenu', this.onContextMenu);
    ToolGroupManager.destroyToolGroup(this.toolGroupId);
    this.place.leave();
  }
}
