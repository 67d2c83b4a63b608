import { defineConfig } from '@playwright/test'
import { besides } from './besides.ts'
import { reporters, retries } from './reporters.ts'

/** The specs that measure nothing of this machine: three at a time, as each waits for a quarter to a half of its time. */
export default defineConfig({
  testDir: '..',
  testMatch: [...besides],
  outputDir: '../../test-results/pages',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 3,
  retries,
  forbidOnly: true,
  reporter: reporters('pages'),
})
