import { spawn } from 'node:child_process'
import { readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { macRecording } from '../browser/mac-recording.ts'
import manifest from '../../package.json' with { type: 'json' }
import { expect, test } from './app.ts'
import { environment, executablePath, packageFolder } from './launching.ts'
import { layOutApp } from './packaged.ts'

const unload = macRecording('mac-m5max-128gb-unload')

interface Ran {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

interface Running {
  readonly ended: Promise<Ran>
  stdout(): string
  kill(signal: NodeJS.Signals): void
  type(text: string): void
}

/** A command in a home of its own: its settings and its locks are not this user's. */
async function start(folder: string, ...argv: readonly [string, ...string[]]): Promise<Running> {
  const own = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), CFFIXED_USER_HOME: folder }
  const child = spawn(argv[0], argv.slice(1), { env: { ...(await environment({})), ...own } })
  const out = { text: '' }
  const err = { text: '' }
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (out.text += piece))
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (err.text += piece))
  const ended = new Promise<Ran>((resolve) =>
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout: out.text, stderr: err.text }),
    ),
  )
  return {
    ended,
    stdout: () => out.text,
    kill: (signal) => void child.kill(signal),
    type: (text) => child.stdin.end(text),
  }
}

const command = async (folder: string, ...words: readonly string[]): Promise<Ran> =>
  (await start(folder, executablePath, packageFolder, '--cli', '--', ...words)).ended

test('the app runs its command line, and ends with its exit code', async ({ folder }) => {
  expect(await command(folder, '--version')).toMatchObject({
    code: 0,
    stdout: `${manifest.version}\n`,
  })
  const wrong = await command(folder, 'status', '--nonsense')
  expect([wrong.code, wrong.stdout]).toEqual([2, ''])
  expect(wrong.stderr).toContain("error: unknown option '--nonsense'")
  const none = await command(folder, 'replay', '/no/such/recording')
  expect(none.code).toBe(2)
  expect(none.stderr).toContain('headroom: /no/such/recording: no such file or folder\n')
})

test('what Chromium would take for its own reaches the command', async ({ folder }) => {
  const help = await command(folder, 'serve', '--help')
  expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('--token-file <file>')])
  const typed = await command(folder, 'status', '--log-level', '--type=renderer')
  expect(typed.stderr).toContain("error: unknown option '--log-level'")
})

test('one Snapshot is one value on its standard output', async ({ folder }) => {
  const { stdout } = await command(folder, 'status', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'headroom/snapshot/1', mode: 'live' })
})

test('it reads what is typed into it', async ({ folder }) => {
  const running = await start(folder, executablePath, packageFolder, '--cli', '--', 'explain', '-')
  running.type('main: server is listening on http://127.0.0.1:8080\n')
  expect((await running.ended).code).toBe(0)
})

test('it takes no lock and opens nothing: the app runs beside it', async ({ launch, folder }) => {
  const app = await launch({ replay: unload })
  const words = ['--cli', '--', 'status', '--json']
  const userData = `--user-data-dir=${app.userData}`
  const beside = await start(folder, executablePath, userData, packageFolder, ...words)
  expect(JSON.parse((await beside.ended).stdout)).toMatchObject({ mode: 'live' })
  expect(await app.isShown()).toBe(false)
  expect(await app.windowCount()).toBe(0)
})

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`${signal} ends a command in order`, async ({ folder }) => {
    const words = ['--cli', '--', 'watch', '--json']
    const running = await start(folder, executablePath, packageFolder, ...words)
    await expect.poll(() => running.stdout().includes('\n'), { timeout: 20_000 }).toBe(true)
    running.kill(signal)
    expect(await running.ended).toMatchObject({ code: 0, signal: null })
  })

test('--headless serves the screens, and says where', async ({ folder }) => {
  const words = ['--headless', '--port', '0', '--replay', unload]
  const running = await start(folder, executablePath, packageFolder, ...words)
  await expect.poll(running.stdout, { timeout: 20_000 }).toMatch(/^Headroom: http.*\n$/)
  const url = new URL(running.stdout().slice('Headroom: '.length).trim())
  expect((await fetch(url)).status).toBe(200)
  running.kill('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0 })
})

test('the packaged app runs it through its wrapper, and through a link to that', async ({
  folder,
}) => {
  const { wrapper } = await layOutApp(join(folder, 'My Apps'))
  const link = join(folder, 'headroom')
  await symlink(wrapper, link)
  for (const path of [wrapper, link]) {
    const ran = await (await start(folder, path, '--version')).ended
    expect(ran).toMatchObject({ code: 0, stdout: `${manifest.version}\n` })
  }
  expect(await readdir(folder)).not.toContain('config')
})
