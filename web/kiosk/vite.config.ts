import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('.'),
  base: '/static/kiosk/',
  publicDir: at('./public'),
  build: {
    outDir: at('../../regard/project/static/kiosk'),
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: { input: [at('./index.html'), at('./survey.html')] },
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
})
