/**
 * The house as a check: rooms stand on floors, imports go down only and through a room's door, pure code
 * stays pure, and each driver has one user. A new room must be given a floor here, or it fails.
 */

/** Lowest first. A room may import those on floors before its own. */
const FLOORS = [
  ['dicom', 'triage'],
  ['platform', 'queueing', 'print'],
  ['audit'],
  ['identity'],
  ['peers', 'orders', 'rules', 'messages', 'contacts'],
  ['archive'],
  ['models'],
  ['ingest'],
  ['dicomweb', 'inference', 'dimse'],
  ['results', 'routing'],
  ['worklist', 'verification'],
  ['governance', 'discrepancies'],
  ['reporting'],
  ['peer-learning', 'alerts', 'what-if'],
  ['notifications', 'operations', 'changes', 'demo', 'critical', 'turnaround'],
  ['live-board', 'ai-impact', 'fairness', 'synthetic', 'turnaround-report'],
  ['apps'],
];

/** Package (as a pattern below node_modules) and the only paths that may import it. */
const ONE_IMPORTER = {
  bullmq: ['platform/queue'],
  '@nestjs/bullmq': ['platform/queue', '[^/]+/jobs'],
  'onnxruntime-node': ['inference/runtime'],
  dcmjs: ['dicom'],
  'dcmjs-codecs': ['dicom'],
  'dicom-parser': ['dicom'],
  '@cornerstonejs/[^/]+': ['dicom'],
  'dcmjs-dimse': ['dimse', 'demo'],
  'socket.io': ['notifications'],
  '@nestjs/(websockets|platform-socket\\.io)': ['notifications', 'apps'],
  pg: ['platform'],
  sharp: ['dicomweb', 'results'],
  pino: ['platform'],
  ioredis: ['platform'],
  nodemailer: ['messages'],
  pdfkit: ['print'],
  fontkit: ['print'],
};

const IMPURE = 'node_modules/(@nestjs|typeorm|bullmq|ioredis|pg|express|socket\\.io)/';
const OUTSIDE_WORLD =
  '^(node:)?(fs|fs/promises|net|http|https|child_process|worker_threads|os|timers/promises)$';
const SPEC = '(\\.spec\\.tsx?$|/test/)';
const DOMAIN = '^backend/src/([^/]+/domain|triage|dicom)/';

const rooms = FLOORS.flat();
const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const downOnly = FLOORS.flatMap((floor, level) =>
  floor.map((room) =>
    error(
      `down-only-${room}`,
      `${room} imports a room on its own floor or above; send an event, or move what both need one floor down`,
      { path: `^backend/src/${room}/` },
      {
        path: `^backend/src/(${FLOORS.slice(level)
          .flat()
          .filter((other) => other !== room)
          .concat('main')
          .join('|')})[/.]`,
      },
    ),
  ),
);

const oneImporter = Object.entries(ONE_IMPORTER).map(([name, importers]) =>
  error(
    `one-importer-${name.replace(/[^a-z-]+/g, '-')}`,
    `${name} is imported by ${importers.join(' and ')} alone; the other rooms use what those export`,
    { path: '^backend/src/', pathNot: [`^backend/src/(${importers.join('|')})/`, SPEC] },
    { path: `node_modules/${name}/` },
  ),
);

module.exports = {
  forbidden: [
    error(
      'no-cycle',
      'A cycle has no direction; break it with an event or a type of its own',
      {},
      { circular: true },
    ),
    error('resolvable', 'The import leads nowhere', {}, { couldNotResolve: true }),
    error(
      'declared',
      'Shipped code uses a package that its package.json does not list under dependencies',
      { path: '^(backend|frontend|contract)/src/', pathNot: SPEC },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: ['node_modules/@types/', 'node_modules/express/'],
      },
    ),
    error(
      'room-has-a-floor',
      'A room of backend/src that .dependency-cruiser.cjs gives no floor',
      {},
      { path: `^backend/src/(?!(${rooms.join('|')})/|main\\.ts$)` },
    ),
    ...downOnly,
    error(
      'through-the-door',
      'Rooms import each other through index.ts only',
      { path: '^backend/src/([^/]+)/' },
      { path: '^backend/src/(?!$1/)[^/]+/', pathNot: '^backend/src/[^/]+/index\\.ts$' },
    ),
    error(
      'pure',
      'domain/, triage/ and dicom/ know no framework, no database and no queue',
      { path: DOMAIN, pathNot: SPEC },
      { path: IMPURE },
    ),
    error(
      'pure-of-the-world',
      'domain/, triage/ and dicom/ read no files, no network and start nothing; bytes are passed in',
      { path: DOMAIN, pathNot: SPEC },
      { path: OUTSIDE_WORLD },
    ),
    error(
      'domain-imports-domain',
      'domain/ imports nothing of its room but domain/',
      { path: '^backend/src/([^/]+)/domain/', pathNot: SPEC },
      { path: '^backend/src/$1/(?!domain/)' },
    ),
    ...oneImporter,
    error(
      'contract-stands-alone',
      'The contract imports zod and nothing else',
      { path: '^contract/src/' },
      { pathNot: ['^contract/src/', 'node_modules/zod/'] },
    ),
    error(
      'ends-meet-in-the-contract',
      'Frontend and backend share the contract alone',
      { path: '^backend/' },
      { path: '^frontend/' },
    ),
    error(
      'pages-know-no-backend',
      'Frontend and backend share the contract alone',
      { path: '^frontend/' },
      { path: '^backend/' },
    ),
    error(
      'features-stand-alone',
      'A feature imports no other feature; what two need goes to components or lib',
      { path: '^frontend/src/features/([^/]+)/' },
      { path: '^frontend/src/features/(?!$1/)' },
    ),
    error(
      'below-the-features',
      'components and lib know no feature and no page',
      { path: '^frontend/src/(components|lib)/' },
      { path: '^frontend/src/(features|app)/' },
    ),
    error(
      'pages-on-top',
      'Nothing imports a page',
      { path: '^frontend/src/(features|components|lib)/' },
      { path: '^frontend/src/app/' },
    ),
    error(
      'lib-is-lowest',
      'lib imports no component',
      { path: '^frontend/src/lib/' },
      { path: '^frontend/src/components/' },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.house.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // Without "types": what runs is what counts.
      conditionNames: ['import', 'require', 'node', 'default'],
      mainFields: ['module', 'main'],
    },
  },
};
