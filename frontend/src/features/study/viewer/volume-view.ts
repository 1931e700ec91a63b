import { Enums, setVolumesForViewports, utilities, type Types } from '@cornerstonejs/core';
import type { StackImage } from '../model/image-stack';
import type { Plane } from '../model/layout';
import { BaseView, Events } from './base-view';
import { registerMetadata, startCornerstone } from './cornerstone';
import { holdVolume } from './volumes';
import type { View, ViewHandlers, WindowSetting } from './view';

const planes = {
  axial: Enums.OrientationAxis.AXIAL,
  coronal: Enums.OrientationAxis.CORONAL,
  sagittal: Enums.OrientationAxis.SAGITTAL,
} as const;

/** One plane through the volume of a series. Nothing is measured here: these pixels were computed. */
export class VolumeView extends BaseView<Types.IVolumeViewport> implements View {
  private constructor(
    element: HTMLDivElement,
    handlers: ViewHandlers,
    private readonly release: () => void,
  ) {
    super(element, handlers);
  }

  static async create(
    element: HTMLDivElement,
    images: readonly StackImage[],
    plane: Exclude<Plane, 'acquired'>,
    handlers: ViewHandlers & { onProgress: (loaded: number) => void; window: WindowSetting | null },
  ): Promise<VolumeView | null> {
    await startCornerstone();
    if (handlers.cancelled()) return null;
    registerMetadata(images);
    const { volume, release } = holdVolume(images, handlers.onProgress);
    try {
      const id = await volume;
      if (handlers.cancelled()) {
        release();
        return null;
      }
      const view = new VolumeView(element, handlers, release);
      await view.enable(id, planes[plane], handlers.window);
      return view;
    } catch (error) {
      release();
      throw error;
    }
  }

  private async enable(
    volumeId: string,
    orientation: Enums.OrientationAxis,
    window: WindowSetting | null,
  ): Promise<void> {
    this.enableElement(Enums.ViewportType.ORTHOGRAPHIC, orientation);
    this.element.addEventListener(Events.VOLUME_NEW_IMAGE, this.onLook);
    this.element.addEventListener(Events.IMAGE_RENDERED, this.onRendered);
    const { engine, viewportId } = this.place;
    await setVolumesForViewports(engine, [{ volumeId }], [viewportId]);
    if (this.destroyed) return;
    if (window) this.setWindow(window);
    this.viewport.render();
    this.set({ phase: 'ready', ...this.look() });
  }

  private readonly onRendered = (): void => this.handlers.onDraw();

  protected override look(): ReturnType<BaseView<Types.IVolumeViewport>['look']> {
    return {
      ...super.look(),
      index: this.viewport.getSliceIndex(),
      count: this.viewport.getNumberOfSlices(),
    };
  }

  scroll(step: number): void {
    this.viewport.scroll(step);
  }

  goTo(index: number): void {
    const target = Math.max(0, Math.min(this.viewport.getNumberOfSlices() - 1, index));
    void utilities.jumpToSlice(this.element, { imageIndex: target });
  }

  fit(): void {
    this.viewport.resetCamera({ resetPan: true, resetZoom: true, resetToCenter: false });
    this.viewport.render();
  }

  reset(): void {
    this.viewport.resetProperties();
    this.viewport.resetCamera();
    this.viewport.render();
    this.onLook();
  }

  /** A plane of the patient is shown as it is named, and not turned. */
  rotate(): void {}
  cine(): void {}
  transform(): null {
    return null;
  }
  pixels(): null {
    return null;
  }

  override destroy(): void {
    this.element.removeEventListener(Events.VOLUME_NEW_IMAGE, this.onLook);
    this.element.removeEventListener(Events.IMAGE_RENDERED, this.onRendered);
    super.destroy();
    this.release();
  }
}
