import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.REGARD_SERVER ?? 'http://127.0.0.1:8000'
const served = ['/api', '/accounts', '/static/admin']

export default defineConfig({
  base: '/static/console/',
  plugins: [react()],
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: fileURLToPath(new URL('../regard/project/static/console', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false }, // the polyfill is an inline script, which the policy forbids
    assetsInlineLimit: 0,
  },
  server: { proxy: Object.fromEntries(served.map((path) => [path, server])) },
})
