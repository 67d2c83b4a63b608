import { spawn } from 'node:child_process'
import { macRecording } from '../browser/mac-recording.ts'
import { program } from '../headroom-program.ts'
import { endBy, expect, test } from './app.ts'
import { argumentsOf, environment, executablePath, type LaunchOptions } from './launching.ts'

const unload = macRecording('mac-m5max-128gb-unload')

interface Ended {
  readonly code: number | null
  readonly stderr: string
}

/** Runs a program to its end. */
function runToEnd(
  argv: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): { readonly ended: Promise<Ended>; kill(signal: NodeJS.Signals): void } {
  const [file, ...args] = argv
  const child = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece
  })
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, stderr })),
  )
  return { ended, kill: (signal) => void child.kill(signal) }
}

async function start(options: LaunchOptions, userData: string) {
  return runToEnd(
    [executablePath, '--no-sandbox', ...(await argumentsOf(options, userData))],
    await environment(options),
  )
}

test('a second start opens the popover of the first, and ends', async ({ launch }) => {
  const app = await launch({ replay: unload })
  expect(await app.windowCount()).toBe(0)
  const second = await start({ replay: unload }, app.userData)
  expect((await second.ended).code).toBe(0)
  await expect.poll(app.isShown).toBe(true)
})

test('Finder and the Dock open it by activating the app', async ({ launch }) => {
  const app = await launch({ replay: unload })
  await app.electron.evaluate(({ app: electronApp }) => void electronApp.emit('activate'))
  await expect.poll(app.isShown).toBe(true)
})

test('asked for while it starts, it opens as soon as it can', async ({ launch }) => {
  const app = await launch({ replay: unload, isStartedTwice: true })
  await expect.poll(app.isShown).toBe(true)
})

test('a recording that cannot be read ends it with one sentence and 2', async ({ folder }) => {
  const { ended } = await start({ replay: '/no/such/recording' }, `${folder}/none`)
  const { code, stderr } = await ended
  expect(code).toBe(2)
  expect(stderr).toContain('headroom: /no/such/recording: no such file or folder\n')
})

test('the launcher starts it where Electron is, and ends it with a signal', async ({ folder }) => {
  const env = {
    ...(await environment({})),
    ELECTRON_EXEC_PATH: executablePath,
    // its settings and its lock are not this user's: Linux goes by the first two, macOS by the third
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    CFFIXED_USER_HOME: folder,
  }
  const { ended, kill } = runToEnd(
    [process.execPath, program, '--require-gui', '--replay', unload],
    env,
  )
  const isOver = await Promise.race([
    ended.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 4_000)),
  ])
  expect(isOver).toBe(false)
  kill('SIGTERM')
  expect((await ended).code).toBe(0)
})

test('it ends with its popover open, as when the user logs out, and makes no other on the way', async ({
  launch,
}) => {
  const app = await launch({ replay: unload })
  await app.open()
  const made = await app.electron.evaluateHandle(({ app: electronApp }) => {
    const counts = { windows: 0 }
    electronApp.on('browser-window-created', () => counts.windows++)
    return counts
  })
  await endBy(app, async () => {
    await app.electron.evaluate(({ app: electronApp }) => electronApp.quit())
    expect(await made.jsonValue().catch(() => ({ windows: 0 }))).toEqual({ windows: 0 })
  })
})
