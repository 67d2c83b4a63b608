// npm run eval -- <suite> <path> [--json]: the product against recorded truth (design §5)
import { access, constants } from 'node:fs/promises'
import { reasonOf } from '../../src/main/host/attempt.ts'
import { exitCode, UsageError } from '../../src/shared/exit-code.ts'
import { choose, discover } from '../frame/discover.ts'
import { argumentsOf, print, runAsMain } from '../frame/main.ts'
import { lastLineOf, reportOf } from './report.ts'
import { isSuite, type Suite } from './suite.ts'

async function evaluate(): Promise<number> {
  const suites = await discover(new URL('suites/', import.meta.url), 'suite', isSuite)
  const valued = new Set(suites.flatMap((suite) => suite.options ?? []))
  const { words, flags, values } = argumentsOf(['json'], [...valued])
  const [name, path, ...further] = words
  if (name === undefined) throw new UsageError(usageOf(suites))
  const [suite] = choose(suites, [name], 'suite')
  if (suite === undefined || path === undefined || further.length > 0) {
    throw new UsageError(`it takes one ${suite?.takes ?? 'path'}: npm run eval -- ${name} <path>`)
  }
  const foreign = [...values.keys()].find((option) => suite.options?.includes(option) !== true)
  if (foreign !== undefined) throw new UsageError(`suite "${name}" has no option --${foreign}`)
  if (suite.takes === 'path') await mustBeReadable(path)

  const result = await suite.run(path, values)
  if (!flags.has('json')) print(reportOf(suite, result))
  print(lastLineOf(suite, result))
  return exitCode.yes
}

const usageOf = (suites: readonly Suite[]): string =>
  [
    'which suite? npm run eval -- <suite> <path> [--json]',
    ...suites.map(({ name, measures }) => `  ${name}: ${measures}`),
  ].join('\n')

async function mustBeReadable(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK)
  } catch (error) {
    // ENOENT, EACCES, ENOTDIR: told to whoever gave the path
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new UsageError(`${path}: ${isMissing ? 'there is no such file' : reasonOf(error)}`)
  }
}

await runAsMain('eval', evaluate)
