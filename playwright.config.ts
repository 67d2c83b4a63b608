import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests',
  testMatch: '{browser,app,standin}/*.spec.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1, // two would measure each other's processes
  forbidOnly: true,
  reporter: [['list'], ...(process.env['HEADROOM_RESULTS'] === undefined ? [] : [results()])],
})

/** For CI: the same as a file that a script can count. */
function results(): ['json', { outputFile: string }] {
  return ['json', { outputFile: `${process.env['HEADROOM_RESULTS']}/playwright.json` }]
}
