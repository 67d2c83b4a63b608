import { defineConfig } from '@playwright/test'

/** `npm run pictures`: every screen and state, drawn into resources/preview. */
export default defineConfig({
  testDir: '..',
  testMatch: '{browser,app}/*.shots.ts',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  outputDir: '../../test-results',
  workers: 1,
  reporter: 'list',
})
