import { _electron, type ElectronApplication } from '@playwright/test'
import { fromRoot } from '../from-root.ts'
import { bridgeIn, expect, test as base } from './app.ts'
import { environment, executablePath, standIn } from './launching.ts'
import type { TerminalApp } from './terminal-app/main.ts'

declare global {
  // eslint-disable-next-line no-var
  var terminalApp: TerminalApp
}

const test = base.extend<{ readonly app: ElectronApplication }>({
  app: async ({ folder }, provide) => {
    const app = await _electron.launch({
      executablePath,
      args: [`--user-data-dir=${folder}`, fromRoot('tests/app/terminal-app/main.ts')],
      env: await environment({}),
    })
    await provide(app)
    await app.close()
  },
})

// its main is TypeScript, and it asks Linux who runs
test.skip(executablePath !== standIn, 'only in the stand-in')

const bash = (script: string) => ({
  argv: ['/bin/bash', '-c', script] as const,
  cwd: '/',
  env: { PATH: process.env['PATH'] ?? '' },
  columns: 80,
  rows: 24,
})

/** What main itself has loaded of native code. */
const loadsNodePty = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(() => JSON.stringify(process.report.getReport()).includes('pty.node'))
const childCount = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => {
    const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs')
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => {
        try {
          const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
          const isOurs = stat.slice(stat.lastIndexOf(')')).split(' ')[2] === String(process.pid)
          return isOurs && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('terminal.js')
        } catch {
          // ENOENT: it has just ended
          return false
        }
      }).length
  })

test('a program runs in a terminal of the process for terminals, and main loads no native code', async ({
  app,
}) => {
  expect(await childCount(app)).toBe(0)
  const { text, end } = await app.evaluate(
    (_electron, command) =>
      globalThis.terminalApp.run(command, (terminal) => {
        terminal.resize(132, 50)
        void terminal.write(Buffer.from('hello\r'))
      }),
    bash('read line; stty size; echo "<$line>"; exit 6'),
  )
  expect(text).toContain('50 132\r\n<hello>\r\n')
  expect(end).toEqual({ kind: 'ended', exitCode: 6, signal: null })
  expect(await childCount(app)).toBe(1)
  expect(await loadsNodePty(app)).toBe(false)
  await expect.poll(() => childCount(app), { timeout: 15_000 }).toBe(0)
})

test('five megabytes come whole, and a crash of the process is told', async ({ app }) => {
  const size = await app.evaluate(
    async (_electron, command) => (await globalThis.terminalApp.run(command)).text.length,
    bash('seq 1 700000'),
  )
  expect(size).toBe(5_488_895)
  const { end } = await app.evaluate(
    (_electron, command) =>
      globalThis.terminalApp.run(command, (terminal) => {
        const { readFileSync } = process.getBuiltinModule('node:fs')
        const stat = readFileSync(`/proc/${terminal.pid}/stat`, 'utf8')
        process.kill(Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]), 'SIGKILL')
      }),
    bash('sleep 600'),
  )
  expect(end).toEqual({
    kind: 'lost',
    reason: 'the process that holds terminals has ended (exit 9)',
  })
})

base('doctor learns of terminals from that process, not from main', async ({ launch }) => {
  const { electron, open } = await launch()
  const bridge = await bridgeIn(await open())
  const doctor = await bridge.evaluate((client) => client.request('doctor', null))
  const abilities = doctor.kind === 'ok' ? doctor.value.abilities : []
  expect(abilities.filter(({ id }) => id === 'terminal')).toMatchObject([{ kind: 'ok' }])
  expect(await loadsNodePty(electron)).toBe(false)
})
