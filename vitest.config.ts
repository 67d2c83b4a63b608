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
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'all', include: ['tests/**/*.test.ts'], exclude: ['tests/alone/**'] },
      },
      {
        // what measures the machine itself, when nothing else of ours runs on it
        extends: true,
        test: {
          name: 'alone',
          include: ['tests/alone/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    reporters:
      results === undefined
        ? ['default']
        : ['default', ['json', { outputFile: `${results}/vitest.json` }]],
  },
})
