/** Builds what the community board's pages load: one small script and one stylesheet, in regard/project/static/board. */
import { fileURLToPath, URL } from 'node:url'
import { build } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

await build({
  configFile: false,
  logLevel: 'warn',
  root: at('.'),
  publicDir: false,
  build: {
    outDir: at('../../regard/project/static/board'),
    emptyOutDir: true,
    target: 'es2022',
    minify: 'oxc',
    cssMinify: true,
    lib: {
      entry: at('src/main.ts'),
      formats: ['iife'],
      name: 'regardBoard',
      fileName: () => 'board.js',
      cssFileName: 'board',
    },
  },
})
