import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const FILE_LINES = 400;
const FUNCTION_LINES = 60;
const CONSTRUCTOR_PARAMETERS = 7;

/** What holds for every file, whatever its language. */
const size = {
  'max-lines': ['error', { max: FILE_LINES }],
  'max-lines-per-function': [
    'error',
    { max: FUNCTION_LINES, skipComments: true, skipBlankLines: true, IIFEs: true },
  ],
  'max-params': ['error', { max: CONSTRUCTOR_PARAMETERS }],
  eqeqeq: 'error',
  'no-console': 'error',
  'no-constant-binary-expression': 'error',
  'prefer-const': 'error',
  // Padding of DICOM values is written as control characters.
  'no-control-regex': 'off',
};

const typed = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  // `${error.status}` and the like are meant.
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true, allowNullish: true },
  ],
  // A port may promise more than its first adapter needs to wait for.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
};

const nodeGlobals = Object.fromEntries(
  [
    'process',
    'Buffer',
    'URL',
    'URLSearchParams',
    'fetch',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
  ]
    .concat([
      'setImmediate',
      'performance',
      'AbortSignal',
      'AbortController',
      'Response',
      'structuredClone',
      'TextEncoder',
      'TextDecoder',
    ])
    .map((name) => [name, 'readonly']),
);

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'frontend/ohif/',
      '**/dist/',
      '**/.next/',
      '**/.turbo/',
      '.data/',
      '**/next-env.d.ts',
      '**/coverage/',
      '**/test-results/',
      '**/playwright-report/',
    ],
  },
  js.configs.recommended,
  { rules: size, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  {
    // Markup is long without being deep.
    files: ['**/*.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 90, skipComments: true, skipBlankLines: true, IIFEs: true }],
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: nodeGlobals } },
  { files: ['scripts/full-viewer/*.js'], languageOptions: { globals: { window: 'readonly' } } },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
  {
    // A describe block is one function; its cases are what has a size.
    files: ['**/*.spec.ts', '**/test/**'],
    rules: { 'max-lines-per-function': 'off', 'no-loss-of-precision': 'off' },
  },
);
