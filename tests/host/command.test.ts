import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { CommandQuestion } from '../../src/main/host/host.ts'
import { tempFolder } from '../processes.ts'
import { localHost } from './local-host.ts'

const sh = (script: string): CommandQuestion => ({
  kind: 'command',
  argv: ['/bin/sh', '-c', script],
  deadlineMs: 15_000,
})

describe('a command', () => {
  test('gets its arguments as they are: no shell reads them', async () => {
    const odd = ['$HOME', '`id`', '; ls', '*', '', 'a b', '"', "'", '\n']
    const argv = ['/usr/bin/printf', '%s|', ...odd] as const
    const reading = await localHost().ask({ kind: 'command', argv })
    expect(reading).toMatchObject({ kind: 'ok', value: `${odd.join('|')}|` })
  })

  test('prints dates and decimal marks as in C, and keeps the language of the user', async () => {
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8')
    vi.stubEnv('LC_TIME', 'de_DE.UTF-8')
    vi.stubEnv('LANG', 'C.UTF-8')
    const reading = await localHost().ask({ kind: 'command', argv: ['/usr/bin/env'] })
    vi.unstubAllEnvs()
    const lines = reading.kind === 'ok' ? reading.value.split('\n') : []
    expect(lines).toEqual(expect.arrayContaining(['LC_TIME=C', 'LC_NUMERIC=C', 'LANG=C.UTF-8']))
    expect(lines.filter((line) => line.startsWith('LC_ALL='))).toEqual([])
    // the script of names is the user's: LC_ALL had the last word on it
    expect(lines).toContain('LC_CTYPE=de_DE.UTF-8')
  })

  test('prints names in any script, where nobody has said which', async () => {
    for (const name of ['LC_ALL', 'LC_CTYPE', 'LANG']) vi.stubEnv(name, undefined)
    const reading = await localHost().ask({ kind: 'command', argv: ['/usr/bin/env'] })
    vi.unstubAllEnvs()
    expect(reading.kind === 'ok' ? reading.value : '').toMatch(/^LC_CTYPE=\w+\.UTF-8$/m)
  })

  test('tells times in UTC, wherever the user lives', async () => {
    vi.stubEnv('TZ', 'America/New_York')
    const host = localHost()
    const env = await host.ask({ kind: 'command', argv: ['/usr/bin/env'] })
    const argv = [process.execPath, '-p', 'new Date(0).getHours()'] as const
    const hour = await host.ask({ kind: 'command', argv, deadlineMs: 15_000 })
    vi.unstubAllEnvs()
    const lines = env.kind === 'ok' ? env.value.split('\n') : []
    expect(lines.filter((line) => line.startsWith('TZ='))).toEqual(['TZ=UTC'])
    expect(hour).toMatchObject({ kind: 'ok', value: '0\n' })
  })

  test('answers with all it printed, to the last newline', async () => {
    const reading = await localHost().ask(sh('echo one; printf "two\\n\\n"'))
    expect(reading).toMatchObject({ kind: 'ok', value: 'one\ntwo\n\n' })
  })

  test('has no input to wait for', async () => {
    const reading = await localHost().ask({ kind: 'command', argv: ['/bin/cat'] })
    expect(reading).toMatchObject({ kind: 'ok', value: '' })
  })
})

describe('a command that goes wrong', () => {
  test('says its exit code and the first line of its complaint', async () => {
    const reading = await localHost().ask(sh('echo half; echo no card >&2; echo more >&2; exit 9'))
    expect(reading).toMatchObject({ kind: 'failed', reason: 'exit 9: no card' })
  })

  test('that complains on its standard output is quoted from there', async () => {
    const reading = await localHost().ask(sh('echo no driver; echo more; exit 9'))
    expect(reading).toMatchObject({ kind: 'failed', reason: 'exit 9: no driver' })
  })

  test('is quoted within bounds and without terminal escapes, whatever it says', async () => {
    const reading = await localHost().ask(sh("printf '\\033[2J%03000000d' 7 >&2; exit 1"))
    const reason = reading.kind === 'ok' ? '' : reading.reason
    expect(reason).toMatch(/^exit 1: \ufffd\[2J0+…$/)
    expect(reason).toHaveLength(300)
  })

  test('says its exit code alone where it did not complain', async () => {
    const reading = await localHost().ask(sh('exit 9'))
    expect(reading).toMatchObject({ kind: 'failed', reason: 'exit 9' })
  })

  test('has answered where its exit code is tolerated', async () => {
    const reading = await localHost().ask({ ...sh('echo half; exit 9'), toleratedExitCodes: [9] })
    expect(reading).toMatchObject({ kind: 'ok', value: 'half\n' })
  })

  test('names the signal that ended it half-way', async () => {
    const reading = await localHost().ask(sh('echo half; kill -KILL $$'))
    expect(reading).toMatchObject({ kind: 'failed', reason: 'it was ended by SIGKILL' })
  })

  test('is absent where there is no such program', async () => {
    const reading = await localHost().ask({ kind: 'command', argv: ['/no/such/program'] })
    expect(reading).toMatchObject({ kind: 'absent', reason: '/no/such/program is not installed' })
  })

  test('is not looked for along the PATH', async () => {
    const reading = await localHost().ask({ kind: 'command', argv: ['ls'] })
    expect(reading).toMatchObject({ kind: 'failed', reason: 'ls is not an absolute path' })
  })

  test('says that a file which is no program may not be run', async () => {
    const path = join(tempFolder(), 'plain.txt')
    writeFileSync(path, 'no program', { mode: 0o644 })
    const reading = await localHost().ask({ kind: 'command', argv: [path] })
    expect(reading).toMatchObject({ kind: 'failed', reason: `${path} may not be run` })
  })
})
