import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { executablePath, expect, fixtureApp, stepsOf, test, withStandIn } from './launch.ts'

/** One that has ended, and of which nobody has asked how, has no command line any more. */
function isAlive(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`
  return existsSync(file) && readFileSync(file, 'utf8') !== ''
}
/** The folder that a Chromium was started with. */
const profileOf = (pid: number): string =>
  /--user-data-dir=([^\0]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? ''

test.describe('the start', () => {
  test('main sees what Electron shows of itself', async ({ launch, userData }) => {
    const app = await launch(fixtureApp, '--own', 'word')
    const seen = await app.evaluate(({ app }) => ({
      name: app.getName(),
      version: app.getVersion(),
      path: app.getAppPath(),
      userData: app.getPath('userData'),
      isPackaged: app.isPackaged,
      type: process.type,
      defaultApp: process.defaultApp,
      argv: process.argv,
      hasVersion: /^\d+\./.test(process.versions.electron),
    }))
    expect(seen).toMatchObject({
      name: 'fixture-app',
      version: '1.2.3',
      path: fixtureApp,
      userData,
    })
    expect(seen).toMatchObject({ isPackaged: false, type: 'browser', defaultApp: true })
    expect(seen.argv[0]).toBe(executablePath)
    expect(seen.argv.slice(-3)).toEqual([fixtureApp, '--own', 'word'])
    expect(seen.hasVersion).toBe(true)
  })

  test('ready comes after main was evaluated to its end', async ({ launch }) => {
    const app = await launch()
    await app.firstWindow()
    expect((await stepsOf(app)).slice(0, 2)).toEqual(['evaluated', 'ready'])
  })

  test('main that awaits ready at its top level waits for ever', async ({ launch }) => {
    const app = await launch(join(fixtureApp, 'awaits-ready.js'))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await app.evaluate(({ app }) => app.isReady())).toBe(false)
    expect(await app.evaluate(() => 'isPast' in globalThis)).toBe(false)
  })

  test("Playwright's own loader holds back ready until it is attached", async ({ launch }) => {
    const playwright = dirname(createRequire(import.meta.url).resolve('playwright-core'))
    const loader = join(playwright, 'lib', 'server', 'electron', 'loader.js')
    const app = await launch('-r', loader, fixtureApp)
    await app.firstWindow()
    expect((await stepsOf(app)).slice(0, 2)).toEqual(['evaluated', 'ready'])
    expect(await app.evaluate(({ app }) => app.commandLine.hasSwitch('disable-sync'))).toBe(true)
  })
})

test.describe('what the stand-in lacks', () => {
  test('it says by name', async ({ launch }) => {
    const app = await launch()
    const missing = app.evaluate(({ app }) => app.getJumpListSettings())
    await expect(missing).rejects.toThrow('the stand-in has no app.getJumpListSettings')
    const absent = app.evaluate(({ desktopCapturer }) => typeof desktopCapturer)
    await expect(absent).rejects.toThrow('the stand-in has no electron.desktopCapturer')
    await app.firstWindow() // none is made before it is ready
    const unsafe = app.evaluate(
      ({ BrowserWindow }) => void new BrowserWindow({ webPreferences: { sandbox: false } }),
    )
    await expect(unsafe).rejects.toThrow('not in the stand-in: webPreferences.sandbox: false')
  })
})

test.describe('one instance', () => {
  test('a second one tells the first and ends', async ({ launch, userData, env }) => {
    const app = await launch()
    await app.firstWindow()
    const args = [`--user-data-dir=${userData}`, fixtureApp, 'from-the-second']
    const second = spawn(executablePath, args, { env, stdio: 'ignore', cwd: tmpdir() })
    const code = await new Promise((resolve) => second.once('exit', resolve))
    expect(code).toBe(0)
    const told = ['second', 'from-the-second', tmpdir(), { from: 'fixture' }]
    await expect.poll(() => stepsOf(app)).toContainEqual(told)
    expect(app.windows()).toHaveLength(1)
  })

  test('the lock of one that was killed does not hold', async ({ launch }) => {
    const first = await launch()
    const ended = new Promise((resolve) => first.process().once('exit', resolve))
    first.process().kill('SIGKILL')
    await ended
    const second = await launch()
    expect(await second.evaluate(({ app }) => app.hasSingleInstanceLock())).toBe(true)
  })
})

test.describe('the end', () => {
  test('closing the app leaves neither process nor profile behind', async ({ launch }) => {
    const app = await launch()
    await app.firstWindow()
    const pid = await withStandIn(app, (standIn) => standIn.chromiumPid())
    const main = app.process().pid ?? 0
    const profile = profileOf(pid)
    expect(existsSync(profile)).toBe(true)
    await app.close()
    await expect.poll(() => isAlive(pid) || isAlive(main)).toBe(false)
    await expect.poll(() => existsSync(profile)).toBe(false)
  })

  test('nor does a stand-in that was killed', async ({ launch }) => {
    const app = await launch()
    await app.firstWindow()
    const pid = await withStandIn(app, (standIn) => standIn.chromiumPid())
    const profile = profileOf(pid)
    expect(existsSync(profile)).toBe(true)
    app.process().kill('SIGKILL')
    await expect.poll(() => isAlive(pid) || existsSync(profile)).toBe(false)
  })

  test('quitting tells what Electron tells, in its order', async ({ env, userData }) => {
    const child = spawn(executablePath, [`--user-data-dir=${userData}`, join(fixtureApp, 'quits.js')], { env }) // prettier-ignore
    let text = ''
    child.stdout.on('data', (piece) => (text += String(piece)))
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
    expect(text.trim().split('\n')).toEqual([
      'before-quit, prevented',
      'before-quit',
      'close',
      'closed',
      'will-quit',
      'quit 0',
    ])
  })

  test('a main that throws ends with 1', async ({ env, userData }) => {
    const args = [`--user-data-dir=${userData}`, join(fixtureApp, 'throws.js')]
    const child = spawn(executablePath, args, { env })
    let text = ''
    child.stderr.on('data', (piece) => (text += String(piece)))
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1)
    expect(text).toContain('Error: main is broken')
  })

  test('a signal quits as a person would', async ({ launch }) => {
    const app = await launch()
    await app.firstWindow()
    const ended = new Promise((resolve) => app.process().once('exit', resolve))
    app.process().kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
