import {
  cache,
  Enums,
  eventTarget,
  imageLoader,
  imageLoadPoolManager,
  type Types,
} from '@cornerstonejs/core';
import { cineRate } from '../model/cine';
import type { StackImage } from '../model/image-stack';
import type { PixelValues } from '../model/measurement';
import type { EdgeLetters } from '../model/orientation';
import { nearestMissing } from '../model/prefetch';
import { BaseView, errorText, Events } from './base-view';
import { registerMetadata, startCornerstone } from './cornerstone';
import { afterNextFrame } from './frame';
import { imageTransform, type ImageTransform } from './image-transform';
import type { View, ViewHandlers, ViewState, WindowSetting } from './view';

/** Images fetched ahead at once, and how far from the one on the screen. */
const AHEAD_AT_ONCE = 4;
const FARTHEST = 400;

/** The images of a series one at a time, each as it was acquired. */
export class StackView extends BaseView<Types.IStackViewport> implements View {
  private readonly ids: ReadonlySet<string>;
  /** What was fetched ahead or is being so; what failed is not asked for again. */
  private readonly fetched = new Set<number>();
  private fetching = 0;
  private drawn = false;
  private wanted = 0;
  private firstWindow: WindowSetting | null = null;
  private beat: ReturnType<typeof setTimeout> | null = null;

  private constructor(
    element: HTMLDivElement,
    private readonly images: readonly StackImage[],
    handlers: ViewHandlers,
  ) {
    super(element, handlers);
    this.ids = new Set(images.map((image) => image.imageId));
    this.state = { ...this.state, count: images.length };
  }

  static async create(
    element: HTMLDivElement,
    images: readonly StackImage[],
    first: number,
    handlers: ViewHandlers,
  ): Promise<StackView | null> {
    await startCornerstone();
    if (handlers.cancelled()) return null;
    registerMetadata(images);
    const view = new StackView(element, images, handlers);
    view.enable(first);
    return view;
  }

  private enable(first: number): void {
    this.enableElement(Enums.ViewportType.STACK);
    this.element.addEventListener(Events.STACK_NEW_IMAGE, this.onNewImage);
    this.element.addEventListener(Events.IMAGE_RENDERED, this.onRendered);
    eventTarget.addEventListener(Events.IMAGE_LOAD_ERROR, this.onLoadError);
    window.addEventListener('unhandledrejection', this.onLostError);
    void this.show(first, true);
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
      if (this.firstWindow) this.setWindow(this.firstWindow);
      this.firstWindow = null;
      this.viewport.render();
      if (this.drawn) this.fetchAhead();
    } catch (error) {
      // Whatever is still on the screen is another image: it must not pass for the one asked for.
      if (this.wanted === index) this.set({ phase: 'error', problem: errorText(error) });
    }
  }

  /** The window of the first image that comes. */
  setFirstWindow(window: WindowSetting): void {
    if (this.state.index >= 0) this.setWindow(window);
    else this.firstWindow = window;
  }

  private readonly onNewImage = (event: Event): void => {
    const { imageId } = (event as CustomEvent<{ imageId: string }>).detail;
    const index = this.images.findIndex((image) => image.imageId === imageId);
    this.wanted = index;
    this.set({ phase: 'ready', index, problem: null, ...this.look() });
  };

  private readonly onRendered = (): void => {
    if (this.destroyed) return;
    if (this.state.index < 0) {
      const index = this.viewport.getCurrentImageIdIndex();
      if (this.viewport.getCornerstoneImage())
        this.set({ phase: 'ready', index, problem: null, ...this.look() });
    }
    this.handlers.onDraw();
    if (this.drawn) return;
    // Nothing competes with the first image.
    this.drawn = true;
    afterNextFrame(() => this.fetchAhead());
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

  protected override look(): Partial<ViewState> {
    const colour = this.viewport.getCornerstoneImage()?.color === true;
    const rotation = Math.round(this.viewport.getViewPresentation().rotation ?? 0) % 360;
    return { ...super.look(), ...(colour ? { window: null } : {}), rotation };
  }

  protected override edges(): EdgeLetters | null {
    return this.images[this.viewport.getCurrentImageIdIndex()]?.orientation ? super.edges() : null;
  }

  /** The rest of the series, the nearest to the screen first, while nothing more urgent is asked for. */
  private fetchAhead(): void {
    while (!this.destroyed && this.fetching < AHEAD_AT_ONCE) {
      const index = nearestMissing(
        this.images.length,
        this.wanted,
        (one) => this.fetched.has(one) || this.isCached(one),
        FARTHEST,
      );
      const imageId = index === null ? undefined : this.images[index]?.imageId;
      if (index === null || imageId === undefined) return;
      this.fetched.add(index);
      this.fetching += 1;
      const type = Enums.RequestType.Prefetch;
      const load = async (): Promise<void> => {
        if (!this.destroyed)
          await imageLoader
            .loadAndCacheImage(imageId, { requestType: type, priority: 10 })
            .catch(() => undefined);
        this.fetching -= 1;
        this.fetchAhead();
      };
      imageLoadPoolManager.addRequest(load, type, { imageId }, 10);
    }
  }

  private isCached(index: number): boolean {
    const imageId = this.images[index]?.imageId;
    return imageId !== undefined && cache.getImageLoadObject(imageId) !== undefined;
  }

  goTo(index: number): void {
    const target = Math.max(0, Math.min(this.images.length - 1, index));
    if (target !== this.wanted || this.state.phase === 'error') void this.show(target, false);
  }

  scroll(step: number): void {
    this.pause();
    this.goTo(this.wanted + step);
  }

  cine(): void {
    if (this.state.playing) return this.pause();
    if (this.images.length < 2) return;
    this.set({ playing: true });
    void this.play();
  }

  private async play(): Promise<void> {
    const began = performance.now();
    await this.show((this.wanted + 1) % this.images.length, false);
    if (!this.state.playing || this.destroyed) return;
    const rest = 1000 / cineRate(this.images[this.wanted]?.dataset) - (performance.now() - began);
    this.beat = setTimeout(() => void this.play(), Math.max(0, rest));
  }

  private pause(): void {
    if (this.beat) clearTimeout(this.beat);
    if (this.state.playing) this.set({ playing: false });
  }

  rotate(): void {
    this.turnTo((this.state.rotation + 90) % 360);
  }

  private turnTo(rotation: number): void {
    this.viewport.setViewPresentation({ ...this.viewport.getViewPresentation(), rotation });
    this.viewport.render();
    this.onLook();
  }

  fit(): void {
    const { rotation } = this.state;
    this.viewport.resetCamera();
    this.turnTo(rotation);
  }

  reset(): void {
    this.viewport.resetProperties();
    this.viewport.resetCamera();
    this.turnTo(0);
  }

  transform(): ImageTransform | null {
    return this.state.phase === 'ready' ? imageTransform(this.viewport) : null;
  }

  pixels(): PixelValues | null {
    const image = this.viewport.getCornerstoneImage() as Types.IImage | undefined;
    if (!image || image.color) return null;
    const stored = image.getPixelData();
    const rescaled = image.preScale?.scaled === true;
    const valueAt = (index: number): number => {
      const value = stored[index] ?? Number.NaN;
      return rescaled ? value : value * image.slope + image.intercept;
    };
    return { rows: image.rows, columns: image.columns, valueAt };
  }

  override destroy(): void {
    this.pause();
    this.element.removeEventListener(Events.STACK_NEW_IMAGE, this.onNewImage);
    this.element.removeEventListener(Events.IMAGE_RENDERED, this.onRendered);
    eventTarget.removeEventListener(Events.IMAGE_LOAD_ERROR, this.onLoadError);
    window.removeEventListener('unhandledrejection', this.onLostError);
    super.destroy();
  }
}
