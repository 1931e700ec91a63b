import {
  stopRulesSchema,
  type DicomManifest,
  type OnnxManifest,
  type RemoteManifest,
} from '@firstread/contract';

/** A chest film classifier that a vendor changes into theirs. */
export function starterManifest(id: string, sha256: string, side: number): OnnxManifest {
  return {
    schemaVersion: 1,
    door: 'onnx',
    id,
    version: '0.1.0',
    name: 'Starter: bright chest film',
    manufacturer: 'Your company',
    description: 'Says how bright a chest film is. Replace it by your model.',
    intendedUse: 'None: a starting point for vendors, for research and demonstration.',
    limitations: ['It knows nothing of disease.'],
    license: 'Apache-2.0',
    regulatory: { class: 'research', status: 'notAMedicalDevice' },
    presentationClass: 'notifyOnly',
    file: { name: 'model.onnx', sha256 },
    eligibility: { modalities: ['CR', 'DX'], bodyParts: ['CHEST', 'THORAX'], views: ['PA', 'AP'] },
    resources: { memoryMb: 1024, timeoutMs: 20_000, objectiveP95Ms: 10_000, concurrency: 1 },
    input: {
      tensor: 'image',
      form: { kind: 'image' },
      batch: 1,
      preprocessing: [
        { op: 'modalityLut' },
        { op: 'window', percentiles: [0.01, 0.99] },
        { op: 'invertMonochrome1' },
        { op: 'resize', width: side, height: side, filter: 'area' },
        { op: 'scale', factor: 1 / 255, offset: 0 },
      ],
    },
    outputs: [
      {
        kind: 'classification',
        tensor: 'probability',
        index: 0,
        operatingPoint: 0.9,
        finding: {
          concept: { scheme: '99VENDOR', value: 'BRIGHT', meaning: 'Bright film' },
          label: 'Bright film',
          critical: false,
        },
      },
    ],
    performance: [],
    stopRules: stopRulesSchema.parse({}),
  };
}

/** The same model behind a server of the vendor's. */
export function remoteStarterManifest(
  { file, door: _door, ...manifest }: OnnxManifest,
  { url, model }: { url: string; model: string },
): RemoteManifest {
  const endpoint = { url, model, sha256: file.sha256, failuresToOpen: 3, resetMs: 30_000 };
  return { ...manifest, door: 'remote', endpoint };
}

/** A product that is sent chest films and sends back reports. */
export function dicomStarterManifest({
  file,
  door: _door,
  input: _input,
  outputs: _outputs,
  resources: _resources,
  ...manifest
}: OnnxManifest): DicomManifest {
  return {
    ...manifest,
    door: 'dicom',
    name: 'Starter: a product that reports bright chest films',
    description: 'Stands for a product that speaks DICOM. Replace it by yours.',
    product: {
      sha256: file.sha256,
      manufacturer: manifest.manufacturer,
      modelName: 'Starter product',
      objectiveP95Ms: 60_000,
    },
    findings: [
      {
        concept: { scheme: '99VENDOR', value: 'BRIGHT', meaning: 'Bright film' },
        label: 'Bright film',
        critical: false,
        operatingPoint: 0.9,
      },
    ],
  };
}
