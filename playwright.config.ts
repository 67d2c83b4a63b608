import { defineConfig } from '@playwright/test'
import { besides } from './tests/browser/besides.ts'
import { reporters, retries } from './tests/browser/reporters.ts'

export default defineConfig({
  testDir: 'tests',
  testMatch: '{browser,app,standin}/*.spec.ts',
  testIgnore: [...besides], // tests/browser/pages.config.ts
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1, // two would measure each other's processes
  retries,
  forbidOnly: true,
  reporter: reporters('playwright'),
})
