// Adds up what vitest and Playwright wrote: "N passed, N failed" goes to results/line. A skipped test is a failure here.
import { readFileSync, writeFileSync } from 'node:fs'

const folder = process.env.HEADROOM_RESULTS
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))

const vitest = read('vitest')
const pages = [read('playwright').stats, read('pages').stats]
const sumOf = (key) => pages.reduce((sum, stats) => sum + stats[key], 0)
const skipped = vitest.numPendingTests + vitest.numTodoTests + sumOf('skipped')
const passed = vitest.numPassedTests + sumOf('expected')
const brokenFiles = vitest.testResults.filter(
  (file) =>
    file.status === 'failed' && file.assertionResults.every((one) => one.status !== 'failed'),
)
const failed =
  vitest.numFailedTests + brokenFiles.length + sumOf('unexpected') + sumOf('flaky') + skipped

for (const file of vitest.testResults) {
  for (const test of file.assertionResults) {
    if (test.status !== 'passed' && test.status !== 'failed')
      console.log(`skipped: ${test.fullName}`)
  }
}
writeFileSync(`${folder}/line`, `${passed} passed, ${failed} failed\n`)
if (failed > 0 || passed === 0) process.exit(1)
