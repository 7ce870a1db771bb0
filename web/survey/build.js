/** Builds the respondents' page: one script and one stylesheet, and the builder's preview of it, in regard/project/static/survey. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const folder = at('../../regard/project/static/survey')

const built = (entry, script, isFirst) =>
  build({
    configFile: false,
    logLevel: 'warn',
    root: at('.'),
    publicDir: isFirst && at('words'),
    build: {
      outDir: folder,
      emptyOutDir: isFirst,
      target: 'es2022',
      minify: 'oxc',
      cssMinify: true,
      lib: {
        entry: at(entry),
        formats: ['iife'],
        name: 'regardSurvey',
        fileName: () => script,
        cssFileName: 'survey',
      },
    },
  })

await built('src/main.ts', 'survey.js', true)
await built('src/preview.ts', 'preview.js', false)
const sizes = Object.fromEntries(
  ['survey.js', 'survey.css'].map((name) => {
    const bytes = readFileSync(`${folder}/${name}`)
    return [name, { bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }]
  }),
)
writeFileSync(`${folder}/manifest.json`, JSON.stringify(sizes, null, 2) + '\n')
