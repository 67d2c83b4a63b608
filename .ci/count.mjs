// Adds up what vitest and Playwright wrote: "N passed, N failed" goes to results/line. A skipped test is a failure here.
// Every test that did not pass is named, with the beginning of what it said: this is the end of CI's output, which is what
// a reader sees first. A run that never wrote its results (one before it failed) is one failure.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const folder = process.env.HEADROOM_RESULTS
const longestMessage = 600

const totals = { passed: 0, failed: 0 }

function tell(what, name, message = '') {
  console.log(`${what}: ${name}`)
  if (message !== '') console.log(message.slice(0, longestMessage).replaceAll(/^/gm, '    '))
}

/** What a run wrote; undefined, counted as one failure, where it wrote nothing. */
function read(name) {
  const path = `${folder}/${name}.json`
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  totals.failed += 1
  tell('never ran to its end', name)
  return undefined
}

function countVitest(run) {
  for (const file of run.testResults) {
    const failures = file.assertionResults.filter((test) => test.status !== 'passed')
    totals.passed += file.assertionResults.length - failures.length
    totals.failed += failures.length
    for (const test of failures) {
      const what = test.status === 'failed' ? 'failed' : 'skipped'
      tell(what, test.fullName, (test.failureMessages ?? []).join('\n'))
    }
    if (file.status !== 'failed' || failures.length > 0) continue
    totals.failed += 1
    tell('failed as a file', file.name.split('/tests/').at(-1), file.message)
  }
}

function countPages(suite, within = '') {
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests) {
      if (test.status === 'expected') {
        totals.passed += 1
        continue
      }
      totals.failed += 1
      const what = test.status === 'unexpected' ? 'failed' : test.status
      const errors = test.results.flatMap((result) => result.errors)
      tell(what, `${within}${spec.title}`, errors.map((error) => error.message ?? '').join('\n'))
    }
  }
  for (const inner of suite.suites ?? []) countPages(inner, `${within}${inner.title} > `)
}

const vitest = read('vitest')
if (vitest !== undefined) countVitest(vitest)
for (const name of ['playwright', 'pages']) {
  const run = read(name)
  if (run !== undefined) countPages(run)
}

writeFileSync(`${folder}/line`, `${totals.passed} passed, ${totals.failed} failed\n`)
if (totals.failed > 0 || totals.passed === 0) process.exit(1)
