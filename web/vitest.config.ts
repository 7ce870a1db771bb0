import { mergeConfig } from 'vite'
import { defineConfig } from 'vitest/config'
import vite from './vite.config'

export default mergeConfig(
  vite,
  defineConfig({
    test: { setupFiles: ['./src/tests/browser.ts'], css: false, testTimeout: 20_000 },
  }),
)
