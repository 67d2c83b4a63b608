import { defineConfig } from '@playwright/test'

/** What takes too long for every day: `npm run torture -- wide-states`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.thorough.ts',
  outputDir: '../../test-results/thorough',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  forbidOnly: true,
})
