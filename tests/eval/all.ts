// node tests/eval/all.ts: every suite on what CI measures, for .ci/run
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitCode } from '../../src/shared/exit-code.ts'
import { discover } from '../frame/discover.ts'
import { print, runAsMain } from '../frame/main.ts'
import { lastLineOf, reportOf } from './report.ts'
import { isSuite } from './suite.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

async function evaluateAll(): Promise<number> {
  let isOwnRight = true
  for (const suite of await discover(new URL('suites/', import.meta.url), 'suite', isSuite)) {
    const path = join(root, suite.inCi)
    if (suite.takes === 'path' && !existsSync(path)) {
      print(`${suite.name}: ${suite.inCi} is not here`)
      continue
    }
    const options = new Map(Object.entries(suite.inCiOptions ?? {}))
    const result = await suite.run(suite.takes === 'path' ? path : suite.inCi, options)
    print(reportOf(suite, result))
    print(lastLineOf(suite, result))
    if (suite.inCi.startsWith('tests/') && result.wrong.length > 0) isOwnRight = false
  }
  return isOwnRight ? exitCode.yes : exitCode.no
}

await runAsMain('eval', evaluateAll)
