import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { StudyEvaluator } from '../../inference/index.js';
import { ModelCatalogue } from '../../models/index.js';
import { Loop } from '../../platform/index.js';
import { validationGroups } from '../domain/validation-groups.js';
import { Validations, type TakenValidation } from '../validations.js';

const EVERY_MS = 2000;
const LEASE_MS = 10 * 60_000;

/** Runs models over labelled cohorts, one study after the other, beside the reading; in the worker. */
@Injectable()
export class ValidationRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ValidationRunner.name);
  private readonly loop: Loop;

  constructor(
    private readonly validations: Validations,
    private readonly catalogue: ModelCatalogue,
    private readonly evaluator: StudyEvaluator,
  ) {
    this.loop = new Loop(
      () => this.runNext(),
      EVERY_MS,
      (error) => this.logger.error(`Validation stopped, will go on: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** One study of the validation that waits longest; true where there may be more to do. */
  async runNext(): Promise<boolean> {
    const taken = await this.validations.take(LEASE_MS);
    if (!taken) return false;
    const model = await this.catalogue.find(taken.modelId, taken.version);
    if (!model) {
      await this.validations.fail(taken.id, `Model ${taken.modelId} ${taken.version} is gone`);
      return true;
    }
    for (;;) {
      const studyUid = await this.validations.nextStudy(taken.id);
      if (!studyUid) break;
      await this.validations.keepTaken(taken.id, LEASE_MS);
      await this.validations.record(taken.id, studyUid, await this.evaluator.evaluate(model, studyUid));
    }
    await this.finish(taken);
    return true;
  }

  private async finish({ id, modelId, version }: TakenValidation): Promise<void> {
    const groups = validationGroups(await this.validations.studiesOf(id));
    await this.validations.finish(id, groups);
    this.logger.log(`Validation of ${modelId} ${version} is done`);
  }
}
