import type {
  ModelManifest,
  TensorManifest,
  VerificationCheck,
  VerificationReport,
} from '@firstread/contract';
import { readFile } from 'node:fs/promises';
import { arch, cpus, platform } from 'node:os';
import { join } from 'node:path';
import { fileProblem, readModel, type ModelFolder } from '../models/index.js';
import { checkEligibility } from './checks/eligibility.js';
import { checkEndpoint } from './checks/endpoint.js';
import { checkGolden } from './checks/golden.js';
import { checkLimits } from './checks/limits.js';
import { checkObjects } from './checks/objects.js';
import { checkProductObjects } from './checks/product-objects.js';
import { operatorProblems, shapeProblems } from './domain/graph-problems.js';
import { counted } from './domain/counted.js';
import { cardProblem, presentationProblem } from './domain/manifest-problems.js';
import { readOnnxGraph, type OnnxGraph } from './domain/onnx-graph.js';
import type { VerificationTools } from './model-under-test.js';
import { packageSamples, phantomSamples, type SampleStudy } from './sample-studies.js';

const TITLES: Readonly<Record<VerificationCheck['rule'], string>> = {
  package: 'The package can be read',
  schema: 'The manifest follows the schema',
  card: 'There is a model card',
  presentation: 'The presentation suits the regulatory class',
  digest: 'The file is the one the manifest names',
  operators: 'The file needs no code and no other files',
  shapes: 'Inputs and outputs are as the manifest says',
  endpoint: 'The endpoint lives and serves the model',
  golden: 'Golden cases come out as stated',
  limits: 'One batch stays within time and memory',
  eligibility: 'Eligibility is right on samples and on studies nobody takes',
  objects: 'Results become valid DICOM objects',
};

/** Runs every rule on a model in a folder and reports each. Never throws for what the model does. */
export async function verifyModel(folder: string, tools: VerificationTools): Promise<VerificationReport> {
  const startedAt = new Date().toISOString();
  const report = new Report();
  const model = await report.try('schema', async () => {
    const read = await readModel(folder);
    return { value: read, detail: `${read.manifest.id} ${read.manifest.version}` };
  });
  if (model) await verifyManifest(model, tools, report);
  return {
    passed: report.passed,
    checks: report.checks,
    startedAt,
    finishedAt: new Date().toISOString(),
    machine: `${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node.js ${process.version}`,
  };
}

async function verifyManifest(model: ModelFolder, tools: VerificationTools, report: Report): Promise<void> {
  const { manifest, card } = model;
  await report.rule('card', () => refuse(cardProblem(card), 'as Markdown'));
  await report.rule('presentation', () =>
    refuse(presentationProblem(manifest), `${manifest.regulatory.class}, ${manifest.presentationClass}`),
  );
  const samples = await report.try('eligibility', async () => {
    const found = await samplesOf(model.folder, manifest);
    return { value: found, detail: checkEligibility(manifest, found) };
  });
  if (manifest.door === 'dicom') {
    if (!samples) return;
    const read = () => checkProductObjects(model.folder, manifest, samples, tools);
    return report.optional('objects', read, 'put what the product sends of a sample into results/');
  }
  if (!(await canRun(model, manifest, tools, report))) return;
  const file = manifest.door === 'onnx' ? join(model.folder, manifest.file.name) : '';
  await runModel(model, manifest, { file, samples: samples ?? [], tools, report });
}

/** Rules that are asked before anything of the vendor is run. */
async function canRun(
  model: ModelFolder,
  manifest: TensorManifest,
  tools: VerificationTools,
  report: Report,
): Promise<boolean> {
  if (manifest.door === 'remote')
    return report.rule('endpoint', () => checkEndpoint(manifest, tools.open(manifest, '')));
  const digest = await report.rule('digest', async () =>
    refuse(await fileProblem(model), manifest.file.sha256),
  );
  if (!digest) return false;
  const graph = await report.try('operators', async () => {
    const read = readOnnxGraph(await readFile(join(model.folder, manifest.file.name)));
    refuse(operatorProblems(read).join('; '), '');
    return { value: read, detail: operatorsText(read) };
  });
  if (!graph) return false;
  return report.rule('shapes', () =>
    refuse(
      shapeProblems(graph, manifest).join('; '),
      `${counted(graph.inputs.length, 'input')}, ${counted(graph.outputs.length, 'output')}`,
    ),
  );
}

async function runModel(
  model: ModelFolder,
  manifest: TensorManifest,
  more: { file: string; samples: readonly SampleStudy[]; tools: VerificationTools; report: Report },
): Promise<void> {
  const { report, tools, file, samples } = more;
  const runner = tools.open(manifest, file);
  try {
    await report.rule('golden', () => checkGolden(model.folder, manifest, runner));
    await report.rule('limits', () => checkLimits(manifest, runner));
    await report.rule('objects', () => checkObjects(manifest, samples, runner, tools));
  } finally {
    runner.stop();
  }
}

/** What the package brings, and the phantoms of every installation. */
async function samplesOf(folder: string, manifest: ModelManifest): Promise<SampleStudy[]> {
  const own = await packageSamples(folder);
  if (own.some((sample) => sample.eligible)) return own;
  const phantoms = phantomSamples();
  return [...own, ...(manifest.door === 'dicom' ? [] : phantoms)];
}

function operatorsText({ operators, opsets }: OnnxGraph): string {
  const kinds = new Set(operators.map(({ name }) => name)).size;
  return `${operators.length} nodes of ${kinds} operators, opset ${opsets.get('') ?? opsets.get('ai.onnx') ?? '?'}`;
}

/** The detail, unless there is a problem. */
function refuse(problem: string | undefined, detail: string): string {
  if (problem) throw new Error(problem);
  return detail;
}

/** Collects what each rule came to. */
class Report {
  readonly checks: VerificationCheck[] = [];

  get passed(): boolean {
    return this.checks.every((check) => check.outcome !== 'fail');
  }

  async rule(rule: VerificationCheck['rule'], check: () => Promise<string> | string): Promise<boolean> {
    const done = await this.try(rule, async () => ({ value: true, detail: await check() }));
    return done === true;
  }

  /** A check that a package may leave out, which is no failure. */
  async optional(
    rule: VerificationCheck['rule'],
    check: () => Promise<string | undefined>,
    advice: string,
  ): Promise<void> {
    try {
      const detail = await check();
      this.add(rule, detail === undefined ? 'skipped' : 'pass', detail ?? sentence(advice));
    } catch (error) {
      this.add(rule, 'fail', sentence((error as Error).message));
    }
  }

  /** The value of the check; undefined where it failed. */
  async try<T>(
    rule: VerificationCheck['rule'],
    check: () => Promise<{ value: T; detail: string }>,
  ): Promise<T | undefined> {
    try {
      const { value, detail } = await check();
      this.add(rule, 'pass', detail);
      return value;
    } catch (error) {
      this.add(rule, 'fail', sentence((error as Error).message));
      return undefined;
    }
  }

  private add(rule: VerificationCheck['rule'], outcome: VerificationCheck['outcome'], detail: string): void {
    this.checks.push({ rule, title: TITLES[rule], outcome, detail });
  }
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/\.+$/, '');
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}.`;
}
