import { chmodSync, cpSync, existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { whyNoTerminal } from '../../src/main/host/local-terminal.ts'
import { makeRunnable } from '../../src/main/host/make-runnable.ts'
import { outsideArchive } from '../../src/main/host/native-pty.ts'
import { tempFolder } from '../processes.ts'

const nodePty = ((): string | null => {
  try {
    return dirname(createRequire(import.meta.url).resolve('node-pty/package.json'))
  } catch {
    // MODULE_NOT_FOUND: an optional dependency
    return null
  }
})()
const modeOf = (path: string): number => statSync(path).mode & 0o777

describe.skipIf(nodePty === null)('the program by which macOS starts others in a terminal', () => {
  const copied = (mode: number): string => {
    const folder = join(tempFolder(), 'node-pty')
    cpSync(nodePty ?? '', folder, { recursive: true })
    const helper = join(folder, 'prebuilds', 'darwin-arm64', 'spawn-helper')
    expect(existsSync(helper)).toBe(true)
    chmodSync(helper, mode)
    return helper
  }

  test('is given the right to run that node-pty 1.1.0 ships it without, once and again', async () => {
    const helper = copied(0o644)
    await makeRunnable(helper)
    expect(modeOf(helper)).toBe(0o755)
    await makeRunnable(helper)
    expect(modeOf(helper)).toBe(0o755)
  })

  test('is not touched where it is right already, as in a signed app', async () => {
    const helper = copied(0o555)
    const before = statSync(helper).ctimeMs
    await makeRunnable(helper)
    expect(modeOf(helper)).toBe(0o555)
    expect(statSync(helper).ctimeMs).toBe(before)
  })
})

test('one that is not there, or stays as it is, is told with what helps', async () => {
  await expect(makeRunnable(join(tempFolder(), 'spawn-helper'))).rejects.toThrow(
    'the program that starts others in a terminal cannot be run (no such file or folder): install Headroom anew',
  )
})

// a file of the kernel's that not even root may make runnable
test.skipIf(!existsSync('/proc/self/status'))(
  'a mode that cannot be changed is a reason',
  async () => {
    await expect(makeRunnable('/proc/self/status')).rejects.toThrow(/cannot be run \(.+\): install/)
  },
)

test.each([
  [
    '/A b/Headroom.app/Contents/Resources/app.asar/node_modules/node-pty/x',
    '/A b/Headroom.app/Contents/Resources/app.asar.unpacked/node_modules/node-pty/x',
  ],
  ['/A/app.asar.unpacked/node_modules/x', '/A/app.asar.unpacked/node_modules/x'],
  ['/home/my.app.asarx/node_modules/x', '/home/my.app.asarx/node_modules/x'],
])('a program in the archive is started from beside it (%#)', (path, outside) => {
  expect(outsideArchive(path)).toBe(outside)
})

test('a helper that nobody may run is told as such, and not as a library that is missing', async () => {
  const refused = await makeRunnable('/no/such/spawn-helper').catch((error: unknown) => error)
  expect(whyNoTerminal(refused)).toBe(refused)
  expect(whyNoTerminal(new Error('wrong ELF class')).message).toBe(
    'node-pty cannot be loaded, so there is no pseudo-terminal',
  )
})
