// Adds up what vitest and Playwright wrote: "N passed, N failed" goes to results/line. A skipped test is a failure here.
// Every test that did not pass is named, with the beginning of what it said: this is the end of CI's output, which is what
// a reader sees first. One that passed only when it was tried again is named "flaky": one in a thousand of all tests may be,
// as other machines' work runs beside ours; with more of them all count as failed, as the run then says little. A run that
// never wrote its results (one before it failed) is one failure.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const folder = process.env.HEADROOM_RESULTS
const longestMessage = 600
const flakyPerThousand = 1

const totals = { passed: 0, failed: 0, flaky: 0 }

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

/** `outcome`: passed, flaky, or whatever else became of it, which is a failure. */
function count(outcome, name, messages) {
  totals[outcome === 'passed' || outcome === 'flaky' ? outcome : 'failed'] += 1
  if (outcome !== 'passed') tell(outcome, name, messages.join('\n'))
}

/** vitest keeps what the earlier tries of a test said, and says of it no more than how it ended. */
function outcomeOf({ status, failureMessages = [] }) {
  if (status === 'passed') return failureMessages.length === 0 ? 'passed' : 'flaky'
  return status === 'failed' ? 'failed' : 'skipped'
}

function countVitest(run) {
  for (const file of run.testResults) {
    for (const test of file.assertionResults)
      count(outcomeOf(test), test.fullName, test.failureMessages ?? [])
    const hasFailures = file.assertionResults.some(({ status }) => status !== 'passed')
    if (file.status === 'failed' && !hasFailures)
      count('failed as a file', file.name.split('/tests/').at(-1), [file.message])
  }
}

const pageOutcomes = { expected: 'passed', unexpected: 'failed' }

function countPages(suite, within = '') {
  for (const spec of suite.specs ?? []) {
    for (const { status, results } of spec.tests) {
      const errors = results.flatMap((result) => result.errors)
      const messages = errors.map((error) => error.message ?? '')
      count(pageOutcomes[status] ?? status, `${within}${spec.title}`, messages)
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

const testCount = totals.passed + totals.failed + totals.flaky
const mostFlaky = Math.ceil((testCount * flakyPerThousand) / 1_000)
const isTooFlaky = totals.flaky > mostFlaky
if (isTooFlaky)
  console.log(`${totals.flaky} flaky tests, and ${mostFlaky} of ${testCount} may be at most`)
const passed = totals.passed + (isTooFlaky ? 0 : totals.flaky)
const failed = totals.failed + (isTooFlaky ? totals.flaky : 0)
writeFileSync(`${folder}/line`, `${passed} passed, ${failed} failed\n`)
if (failed > 0 || passed === 0) process.exit(1)
