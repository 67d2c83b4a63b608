import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Where CI wants the results as a file that a script can count. */
const results = process.env['HEADROOM_RESULTS']

export default defineConfig({
  resolve: {
    // importing it in plain Node begins a download: no test may
    alias: { electron: fileURLToPath(new URL('tests/no-electron.ts', import.meta.url)) },
  },
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    reporters:
      results === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${results}/vitest.json` }]],
  },
})
