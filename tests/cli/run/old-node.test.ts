import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program } from '../../headroom-program.ts'
import { countInGroup, numberFrom, startChild, tempFolder, until } from '../../processes.ts'
import { hasNodePty, openUserTerminal, userAt } from './user-terminal.ts'

/** As tests/cli/launcher.test.ts: one with which the launcher runs itself again. */
const oldNode =
  ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
    if (!existsSync(path)) return false
    const version = execFileSync(path, ['-p', 'process.versions.node']).toString()
    const [major = 0, minor = 0] = version.split('.').map(Number)
    return major >= 18 && (major < 22 || (major === 22 && minor < 18))
  }) ?? null
const run = `'${oldNode}' '${program}' run`

describe.skipIf(oldNode === null)(
  'headroom run by an older Node (needs one from 18 to 22.17)',
  () => {
    const started = async (script: string) => {
      const home = tempFolder()
      const file = join(home, 'pid')
      const child = startChild(
        [oldNode ?? '', program, 'run', '--', '/bin/sh', '-c', `echo $$ > ${file}; ${script}`],
        userAt(home),
      )
      return { child, programPid: await numberFrom(file) }
    }

    test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
      '%s ends all of it, by the same signal',
      async (signal) => {
        const { child } = await started('exec sleep 60')
        child.kill(signal)
        expect(await child.ended).toEqual({ code: null, signal })
        await until('nobody is left', () => (countInGroup(child.pid) === 0 ? true : null))
      },
    )

    test.each([
      ['exit 75', { code: 75, signal: null }],
      ['kill -KILL $$', { code: null, signal: 'SIGKILL' }],
      ['kill -ABRT $$', { code: 134, signal: null }],
    ])('it ends as its program: %s', async (script, end) => {
      const { child } = await started(script)
      expect(await child.ended).toEqual(end)
    })

    test('a signal to the whole group is heard once by a program in a terminal of its own', async () => {
      const home = tempFolder()
      const terminal = openUserTerminal(
        ['/bin/bash', '-c', `set -m; ${run} -- /bin/sh -c "$SCRIPT"; echo "status $?"; read line`],
        {
          ...userAt(home),
          SCRIPT: `exec '${process.execPath}' -e "$PROGRAM"`,
          PROGRAM: `process.on('SIGTERM', () => console.log('told')); console.log('parent ' + process.ppid); setTimeout(() => process.exit(4), 3000)`,
        },
      )
      const parent = Number(await terminal.shows(/parent (\d+)/))
      const group = Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(parent)]).toString())
      process.kill(-group, 'SIGTERM')
      await terminal.shows('status 4')
      expect(terminal.text().match(/told/g)).toHaveLength(1)
    })
  },
)

describe.skipIf(oldNode === null || !hasNodePty)(
  'Ctrl-Z by an older Node (needs one from 18 to 22.17, and node-pty)',
  () => {
    test('stops all of it, and fg brings it back', async () => {
      const env = {
        ...userAt(tempFolder()),
        PS1: 'PROMPT> ',
        SCRIPT: 'echo ready; while read x; do echo "<$x>"; done; exit 4',
      }
      const terminal = openUserTerminal(['/bin/bash', '--norc', '--noprofile', '-i'], env)
      await terminal.shows('PROMPT> ')
      terminal.type(`${run} -- /bin/sh -c "$SCRIPT"\r`)
      await terminal.shows('\r\nready')
      terminal.type('\x1a')
      await terminal.shows(/Stopped[^]*PROMPT> $/)
      terminal.type('fg\r')
      await terminal.shows(/PROMPT> fg[^]*headroom\.mjs/)
      terminal.type('once more\r')
      await terminal.shows('<once more>')
      const at = terminal.text().length
      terminal.type('\x04')
      await terminal.shows('PROMPT> ', at)
      terminal.type('echo "status $?"\r')
      await terminal.shows('status 4')
    })
  },
)
