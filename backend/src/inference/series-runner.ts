import { Injectable } from '@nestjs/common';
import { ArchiveService } from '../archive/index.js';
import { runPipeline, type PipelineResult, type SourceImage } from './pipeline.js';
import type { RegisteredModel } from './registry/model-registry.js';
import { ModelRuntime } from './runtime/model-runtime.js';

/** Runs one model on one series of the archive. */
@Injectable()
export class SeriesRunner {
  constructor(
    private readonly archive: ArchiveService,
    private readonly runtime: ModelRuntime,
  ) {}

  /** Throws an Error where the series is not in the archive, and what the pipeline throws. */
  async run(
    model: RegisteredModel,
    studyId: string,
    seriesUid: string | null,
  ): Promise<PipelineResult & { readMs: number }> {
    const started = performance.now();
    const sources = await this.load(studyId, seriesUid);
    const readMs = performance.now() - started;
    const result = await runPipeline(model.manifest, sources, (feeds, outputs) =>
      this.runtime.run(model, feeds, outputs),
    );
    return { ...result, readMs };
  }

  private async load(studyId: string, seriesUid: string | null): Promise<SourceImage[]> {
    const series = await this.archive.seriesOf([studyId]);
    const input = series.find((one) => one.seriesInstanceUid === seriesUid);
    if (!input) throw new Error(`series ${seriesUid} is not in the archive`);
    const instances = (await this.archive.instancesOfSeries(input.id)).filter(
      (instance) => instance.hasPixels,
    );
    const sources: SourceImage[] = [];
    for (const instance of instances) {
      const { bytes, parsed } = await this.archive.load(instance);
      sources.push({ sopInstanceUid: instance.sopInstanceUid, bytes, parsed });
    }
    return sources;
  }
}
