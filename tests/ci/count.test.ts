import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromRoot } from '../from-root.ts'
import { tempFolder } from '../processes.ts'

const program = fromRoot('.ci/count.mjs')

// as vitest 5.1 writes it: what failed before the last try is kept in failureMessages
const vitestTest = (fullName: string, status: string, failureMessages: readonly string[] = []) => ({
  fullName,
  status,
  failureMessages,
})
const vitestFile = (assertionResults: readonly object[], status = 'passed', message = '') => ({
  name: '/somewhere/tests/shared/units.test.ts',
  assertionResults,
  status,
  message,
})

// as Playwright 1.65 writes it: a result for each try
const pageTest = (
  title: string,
  status: string,
  errors: readonly (readonly string[])[] = [[]],
) => ({
  title,
  tests: [
    { status, results: errors.map((told) => ({ errors: told.map((message) => ({ message })) })) },
  ],
})
const flakyPage = (title: string) => pageTest(title, 'flaky', [[`${title} was late`], []])

interface Runs {
  readonly vitest?: readonly object[]
  readonly playwright?: readonly object[]
  readonly pages?: readonly object[]
}

/** What is counted of these; a run that is not given has written nothing. */
function counted(runs: Runs) {
  const folder = tempFolder()
  const write = (name: string, value: object): void =>
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(value))
  if (runs.vitest !== undefined) write('vitest', { testResults: runs.vitest })
  for (const name of ['playwright', 'pages'] as const) {
    const specs = runs[name]
    if (specs === undefined) continue
    const inner = { title: 'in a group', specs }
    write(name, { suites: [{ title: 'a.spec.ts', specs: [], suites: [inner] }] })
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
    env: { ...process.env, HEADROOM_RESULTS: folder },
    encoding: 'utf8',
  })
  const line = join(folder, 'line')
  return {
    isGood: status === 0,
    line: existsSync(line) ? readFileSync(line, 'utf8') : stderr,
    told: stdout.split('\n').filter((text) => text !== ''),
  }
}

const good = vitestFile([vitestTest('a', 'passed'), vitestTest('b', 'passed')])
const goodRuns = { vitest: [good], playwright: [pageTest('c', 'expected')], pages: [] }

describe('what vitest and Playwright wrote', () => {
  test('is added up, and nothing is said of what passed', () => {
    expect(counted(goodRuns)).toEqual({ isGood: true, line: '3 passed, 0 failed\n', told: [] })
  })

  test('that failed or was skipped is a failure with its name and what it said', () => {
    const file = vitestFile(
      [vitestTest('x fails', 'failed', ['it is 2\nnot 1']), vitestTest('y', 'pending')],
      'failed',
    )
    const pages = [
      pageTest('z', 'unexpected', [['first'], ['second']]),
      pageTest('left out', 'skipped', []),
    ]
    const { isGood, line, told } = counted({ ...goodRuns, vitest: [good, file], pages })
    expect(isGood).toBe(false)
    expect(line).toBe('3 passed, 4 failed\n')
    expect(told).toEqual([
      'failed: x fails',
      '    it is 2',
      '    not 1',
      'skipped: y',
      'failed: a.spec.ts > in a group > z',
      '    first',
      '    second',
      'skipped: a.spec.ts > in a group > left out',
    ])
  })

  test('of a file that broke outside its tests is a failure, once', () => {
    const broken = vitestFile([], 'failed', 'no such module')
    const { isGood, line, told } = counted({ ...goodRuns, vitest: [good, broken] })
    expect(isGood).toBe(false)
    expect(line).toBe('3 passed, 1 failed\n')
    expect(told).toEqual(['failed as a file: shared/units.test.ts', '    no such module'])
  })

  test('is a failure where it is missing, and where there is no test at all', () => {
    const { isGood, line, told } = counted({ vitest: [good], pages: [] })
    expect(isGood).toBe(false)
    expect(line).toBe('2 passed, 1 failed\n')
    expect(told).toEqual(['never ran to its end: playwright'])
    expect(counted({ vitest: [], playwright: [], pages: [] })).toMatchObject({
      isGood: false,
      line: '0 passed, 0 failed\n',
    })
  })
})

describe('a test that passed only when it was tried again', () => {
  const flakyFile = vitestFile([vitestTest('d', 'passed', ['it was late'])])

  test('passes, and is named with what it said at first', () => {
    const thousand = vitestFile(Array.from({ length: 1_000 }, () => vitestTest('a', 'passed')))
    const { isGood, line, told } = counted({
      ...goodRuns,
      vitest: [thousand, flakyFile],
      pages: [flakyPage('e')],
    })
    expect(isGood).toBe(true)
    expect(line).toBe('1003 passed, 0 failed\n')
    expect(told).toEqual([
      'flaky: d',
      '    it was late',
      'flaky: a.spec.ts > in a group > e',
      '    e was late',
    ])
  })

  test('fails with all of its kind where they are more than one in a thousand, rounded up', () => {
    const runs = (goodCount: number, flakyCount: number): Runs => ({
      vitest: [vitestFile(Array.from({ length: goodCount }, () => vitestTest('a', 'passed')))],
      playwright: [],
      pages: Array.from({ length: flakyCount }, (_, at) => flakyPage(`e${at}`)),
    })
    expect(counted(runs(999, 1))).toMatchObject({ isGood: true, line: '1000 passed, 0 failed\n' })
    expect(counted(runs(999, 2))).toMatchObject({ isGood: true, line: '1001 passed, 0 failed\n' })
    const { isGood, line, told } = counted(runs(998, 2))
    expect(isGood).toBe(false)
    expect(line).toBe('998 passed, 2 failed\n')
    expect(told.at(-1)).toBe('2 flaky tests, and 1 of 1000 may be at most')
    expect(counted(runs(1_998, 3))).toMatchObject({ isGood: true })
    expect(counted(runs(1_997, 3))).toMatchObject({ isGood: false })
  })
})
