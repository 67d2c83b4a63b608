import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { jsonIn } from '../../../src/shared/parse.ts'
import { startChild } from '../../processes.ts'

const program = fileURLToPath(new URL('reuse.ts', import.meta.url))
/** Forking through more numbers than these takes minutes. */
const mostCycled = 65_536

/** A namespace of processes whose first is a shell: it reaps what nobody waits for. */
const namespaces: readonly (readonly [string, ...string[]])[] = [
  ['unshare', '--pid', '--fork', '--mount-proc'],
  ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc'],
]
const setNext = 'echo 4000 > /proc/sys/kernel/ns_last_pid'
const works = namespaces.find(
  ([unshare, ...options]) =>
    spawnSync(unshare, [...options, '/bin/sh', '-c', setNext]).status === 0,
)
const canCycle = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8')) <= mostCycled

/** How it is done on this machine; null where it is not possible within a test. */
const argv: readonly [string, ...string[]] | null =
  works !== undefined
    ? [...works, '/bin/sh', '-c', '"$@"; exit $?', 'sh', process.execPath, program, 'set']
    : canCycle
      ? [process.execPath, program, 'cycle']
      : null

test.runIf(argv !== null)(
  'a number that another process really has by now is refused, and that process lives on (skipped where no number can be used again)',
  { timeout: 120_000 },
  async () => {
    const child = startChild(argv ?? ['/bin/false'])
    expect(await child.ended, child.stderr()).toEqual({ code: 0, signal: null })
    const result = jsonIn(child.stdout())
    const pid = Number(/"pid":(\d+)/.exec(child.stdout())?.[1])
    const reason = `process ${pid} is another one by now`
    const refused = { kind: 'refused', reason }
    expect(result).toEqual({
      pid,
      isReused: true,
      isSameProgram: true,
      refusals: [refused, refused, refused],
      signals: [],
      host: reason,
      isAlive: true,
    })
  },
)
