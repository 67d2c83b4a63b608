import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { program, snapshotIn } from '../headroom-program.ts'
import { countInGroup, startChild, tempFolder, until } from '../processes.ts'

/** A Node of this machine that is older than Headroom needs. */
const oldNode =
  ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
    if (!existsSync(path)) return false
    const [major = 0, minor = 0] = execFileSync(path, ['-p', 'process.versions.node'])
      .toString()
      .split('.')
      .map(Number)
    return major >= 18 && (major < 22 || (major === 22 && minor < 18))
  }) ?? null

/** With no project's Node on the PATH: it must be found where it lies. */
const start = (...args: readonly string[]) =>
  startChild([oldNode ?? '/no/old/node', program, ...args], { PATH: '/usr/bin:/bin' })

describe.skipIf(oldNode === null)('started with an older Node (needs one from 18 to 22.17)', () => {
  test('it runs itself again with the Node of the project', async () => {
    const child = start('status', '--json')
    expect(await child.ended).toEqual({ code: 0, signal: null })
    expect(snapshotIn(child.stdout()).mode).toBe('live')
    expect(child.stderr()).toBe('')
  })

  test('it passes its arguments on as they are', async () => {
    const folder = tempFolder()
    const path = join(folder, "a b'c")
    const child = start('replay', path)
    const sentence = `headroom: ${path}: no such file or folder\n`
    expect(await child.ended).toEqual({ code: 2, signal: null })
    expect(child.stderr()).toBe(sentence)
  })

  test.each([
    [['--version'], 0],
    [['nonsense'], 2],
    [['serve', '--host', 'not a name'], 2],
  ])('%j ends with the exit code of the program, %i', async (args, code) => {
    expect(await start(...args).ended).toEqual({ code, signal: null })
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'it passes %s on, and nothing is left',
    async (signal) => {
      const child = start('watch', '--json')
      await child.printed(/\n/)
      child.kill(signal)
      expect(await child.ended).toEqual({ code: 0, signal: null })
      await until('nobody is left', () => (countInGroup(child.pid) === 0 ? true : null))
    },
  )

  test('it tells the version of the package', async () => {
    const child = start('-V')
    await child.ended
    expect(child.stdout()).toBe(`${manifest.version}\n`)
  })
})

describe('started through a link', () => {
  test('it finds what it needs', async () => {
    const path = join(tempFolder(), 'headroom')
    execFileSync('ln', ['-s', program, path])
    const child = startChild([process.execPath, path, '--version'])
    expect(await child.ended).toEqual({ code: 0, signal: null })
    expect(child.stdout()).toBe(`${manifest.version}\n`)
  })
})
