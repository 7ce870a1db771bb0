/** Builds what other people's pages load, smallest last: what the core loads when asked, the core that names their hashes, the loader. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const { version } = JSON.parse(readFileSync(at('../package.json'), 'utf8'))
const folder = at('../../regard/project/static/snippet')

async function bundle(entry, name, define = {}, emptyOutDir = false) {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: at('.'),
    define,
    build: {
      outDir: folder,
      emptyOutDir,
      target: 'es2020',
      minify: 'oxc',
      copyPublicDir: false,
      lib: { entry: at(`src/${entry}`), formats: ['iife'], name: 'regardScript', fileName: () => name },
    },
  })
  const bytes = readFileSync(`${folder}/${name}`)
  const integrity = 'sha384-' + createHash('sha384').update(bytes).digest('base64')
  return { integrity, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }
}

const autocapture = await bundle('autocapture/main.ts', 'regard-autocapture.js', {}, true)
const surveys = await bundle('surveys/main.ts', 'regard-surveys.js')
const names = {
  VERSION: JSON.stringify(version),
  AUTOCAPTURE_INTEGRITY: JSON.stringify(autocapture.integrity),
  SURVEYS_INTEGRITY: JSON.stringify(surveys.integrity),
}
const core = await bundle('main.ts', 'regard.js', names)
const loader = await bundle('loader.ts', 'loader.js')
const manifest = {
  version,
  files: {
    'regard.js': core,
    'regard-autocapture.js': autocapture,
    'regard-surveys.js': surveys,
    'loader.js': loader,
  },
}
writeFileSync(`${folder}/manifest.json`, JSON.stringify(manifest, null, 2) + '\n')
