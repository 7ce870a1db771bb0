/** Builds the respondents' page: one script and one stylesheet, in regard/project/static/survey. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const folder = at('../../regard/project/static/survey')

await build({
  configFile: false,
  logLevel: 'warn',
  root: at('.'),
  publicDir: at('words'),
  build: {
    outDir: folder,
    emptyOutDir: true,
    target: 'es2022',
    minify: 'oxc',
    cssMinify: true,
    lib: {
      entry: at('src/main.ts'),
      formats: ['iife'],
      name: 'regardSurvey',
      fileName: () => 'survey.js',
      cssFileName: 'survey',
    },
  },
})
const sizes = Object.fromEntries(
  ['survey.js', 'survey.css'].map((name) => {
    const bytes = readFileSync(`${folder}/${name}`)
    return [name, { bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }]
  }),
)
writeFileSync(`${folder}/manifest.json`, JSON.stringify(sizes, null, 2) + '\n')
