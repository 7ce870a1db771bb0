import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

/** The order of the house, as in Python: a stage knows those before it, design knows none. */
const mayNotImport = {
  'src/design': ['api', 'record', 'understand', 'decide', 'engage', 'project'],
  'src/api': ['record', 'understand', 'decide', 'engage', 'project'],
  'src/record': ['understand', 'decide', 'engage', 'project'],
  'src/understand': ['decide', 'engage', 'project'],
  'src/decide': ['engage', 'project'],
  'src/engage': ['project'],
}

const order = Object.entries(mayNotImport).map(([folder, later]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: later.map((stage) => `~/${stage}/**`), message: `${folder} comes before it.` }] },
    ],
  },
}))

export default ts.config(
  { ignores: ['node_modules', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ts.configs.strict,
  { files: ['**/*.{ts,tsx}'], ...hooks.configs.flat.recommended },
  {
    rules: {
      'max-lines': ['error', { max: 130, skipBlankLines: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['public/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' } },
  },
  ...order,
)
