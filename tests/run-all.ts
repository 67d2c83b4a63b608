/** `npm test`: every suite in turn, also after one that failed, so that one run tells all that is broken. */
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const suites: readonly (readonly string[])[] = [
  ['vitest', 'run'],
  ['playwright', 'test'],
  ['playwright', 'test', '--config', 'tests/browser/pages.config.ts'],
]

const failed: string[] = []
for (const [tool = '', ...args] of suites) {
  const { status } = spawnSync(`node_modules/.bin/${tool}`, args, { stdio: 'inherit' })
  if (status !== 0) failed.push([tool, ...args].join(' '))
}
for (const suite of failed) console.error(`failed: ${suite}`)
process.exitCode = failed.length === 0 ? 0 : 1
