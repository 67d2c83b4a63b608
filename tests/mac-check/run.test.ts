import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createChildren } from '../frame/children.ts'
import { fromRoot } from '../from-root.ts'
import { startChild, tempFolder } from '../processes.ts'
import { startGuineaPig } from './guinea-pig.ts'
import { optionsOf } from './options.ts'
import { peopleIn } from './own-names.ts'
import { runCommand } from './run-command.ts'

async function macCheck(...args: readonly string[]) {
  const child = startChild([process.execPath, fromRoot('tests/mac-check/run.ts'), ...args])
  const { code } = await child.ended
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}

describe('npm run mac:check', () => {
  test.runIf(process.platform !== 'darwin')(
    'ends with 2 and one sentence where there is no Mac',
    async () => {
      const out = join(tempFolder(), 'out')
      const { code, stdout, stderr } = await macCheck('--out', out, '--with-changes')
      expect([code, stdout, stderr]).toEqual([
        2,
        '',
        'mac:check: this is no Mac: there is nothing to ask here\n',
      ])
      expect(existsSync(out)).toBe(false)
    },
  )

  test('says what it does and what it changes', async () => {
    const { code, stdout } = await macCheck('--help')
    expect(code).toBe(0)
    for (const option of ['--out', '--with-sudo', '--with-changes', '--person', '--app'])
      expect(stdout).toContain(option)
    expect(stdout).toContain('Nothing is sent anywhere.')
  })

  test('ends with 2 at an option that it does not know', async () => {
    const { code, stderr } = await macCheck('--force')
    expect([code, stderr.split('\n')]).toEqual([
      2,
      [expect.stringMatching(/^mac:check: Unknown option '--force'/), ''],
    ])
  })

  test('takes no sudo, and changes nothing, unless it is told to', () => {
    expect(optionsOf([])).toEqual({
      out: null,
      mayUseSudo: false,
      mayChange: false,
      asksPerson: false,
      app: null,
      only: [],
    })
    expect(optionsOf(['--with-sudo', 'gpu'])).toMatchObject({ mayUseSudo: true, only: ['gpu'] })
  })
})

describe('what the check starts', () => {
  test('holds what it says, listens where it says, and ends with the check', async () => {
    const children = createChildren()
    const pig = await startGuineaPig(children, tempFolder())
    if (pig === null) throw new Error('it has not started')
    const answer = await fetch(`http://127.0.0.1:${pig.port}/`)
    expect(await answer.text()).toMatch(/^\d+$/)
    const status = readFileSync(`/proc/${pig.pid}/status`, 'utf8')
    expect(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024).toBeGreaterThan(pig.heldBytes)
    expect(readFileSync(`/proc/${pig.pid}/cmdline`, 'utf8').split('\0').slice(0, -1)).toEqual([
      pig.executable,
      ...pig.args,
    ])
    await children.endAll()
    expect(existsSync(`/proc/${pig.pid}`)).toBe(false)
  })

  test('tells all that came of a command, in C and in UTC, and ends one that does not end', async () => {
    const ran = await runCommand(['/bin/sh', '-c', 'echo "$LC_NUMERIC $TZ"; echo no >&2; exit 3'])
    expect(ran).toMatchObject({ code: 3, signal: null, stdout: 'C UTC\n', stderr: 'no\n' })
    const late = await runCommand(['/bin/sleep', '30'], { deadlineMs: 100 })
    expect(late).toMatchObject({ code: null, signal: 'SIGKILL' })
    const absent = await runCommand(['/no/such/program'])
    expect([absent.code, absent.stderr]).toEqual([null, expect.stringContaining('ENOENT')])
  })
})

test('the people of a Mac are those whose numbers begin at 500', () => {
  const text =
    '_www                    70\nann                     501\nnobody                  -2\nroot 0\nbob 502\n'
  expect(peopleIn(text)).toEqual(['ann', 'bob'])
})
