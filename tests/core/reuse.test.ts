import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { jsonIn } from '../../src/shared/parse.ts'
import { startChild } from '../processes.ts'

const program = fileURLToPath(new URL('reuse-child.ts', import.meta.url))

/** Its first process is a shell: it reaps what nobody waits for. */
const namespaces: readonly (readonly [string, ...string[]])[] = [
  ['unshare', '--pid', '--fork', '--mount-proc'],
  ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc'],
]
const setNext = 'echo 4000 > /proc/sys/kernel/ns_last_pid'
const works = namespaces.find(
  ([unshare, ...options]) =>
    spawnSync(unshare, [...options, '/bin/sh', '-c', setNext]).status === 0,
)

test.runIf(works !== undefined)(
  'Core quits no process that really has the number by now of one that it has shown (skipped where no number can be given again)',
  { timeout: 60_000 },
  async () => {
    const [unshare, ...options] = works ?? ['false']
    const inside = ['/bin/sh', '-c', '"$@"; exit $?', 'sh', process.execPath, program]
    const child = startChild([unshare, ...options, ...inside])
    expect(await child.ended, child.stderr()).toEqual({ code: 0, signal: null })
    expect(jsonIn(child.stdout())).toEqual({
      isReused: true,
      isSameProgram: true,
      refusal: 'Refusal: process PID is another one by now',
      signals: [],
      isAlive: true,
    })
  },
)
