import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { asTmuxText, tmuxLine } from '../../../src/main/cli/formats/tmux.ts'
import { fromRoot } from '../../from-root.ts'
import { startHttpServer } from '../../http-server.ts'
import { program } from '../../headroom-program.ts'
import { startChild, tempFolder, until } from '../../processes.ts'
import { shellAt } from '../completion-shells.ts'
import { busyMac, hostileNames, lastSnapshotOf, live, namedBy } from './some-snapshots.ts'

const tmux = shellAt('tmux')
const [busy, idle] = await Promise.all([busyMac(), lastSnapshotOf('linux-idle')])

describe('the line for tmux', () => {
  test('is the room alone where all is well', () => {
    expect(tmuxLine(live(idle))).toMatch(/^room \d+\.\d GB$/)
    expect(tmuxLine(idle)).toMatch(/^recording: room \d/)
  })

  test('says by a sign and a word, and not by colour alone, what is about to fail', () => {
    expect(tmuxLine(live(busy))).toBe(
      "#[fg=red,bold]no room - !! More is in use than the GPU's limit#[default]",
    )
  })

  test('has no # and no % of a foreign name', () => {
    expect(asTmuxText('#(id) ##{x} %H')).toBe('\uff03(id) \uff03\uff03{x} \uff05H')
  })
})

type Tmux = (...args: readonly string[]) => Promise<string>

function createTmux(socket: string): Tmux {
  const env = { ...process.env, TMUX: undefined, LC_ALL: 'C.UTF-8', TERM: 'xterm-256color' }
  const run: Tmux = async (...args) => {
    const child = startChild([tmux ?? '', '-S', socket, '-f', '/dev/null', ...args], env)
    const { code } = await child.ended
    if (code !== 0) throw new Error(`tmux ${args.join(' ')}: ${child.stderr()}`)
    return child.stdout()
  }
  onTestFinished(() => void spawnSync(tmux ?? '', ['-S', socket, 'kill-server']))
  return run
}

interface Screen {
  readonly folder: string
  readonly tmux: Tmux
  /** What is drawn, once it is as wanted. */
  shows(wanted: string): Promise<string>
}

/** A tmux whose status line is drawn on a screen: that of another tmux, which can be read. */
async function startScreen(options: readonly string[]): Promise<Screen> {
  const folder = tempFolder()
  const [inner, outer] = ['inner', 'outer'].map((name) => createTmux(join(folder, name)))
  if (inner === undefined || outer === undefined) throw new Error('not started')
  await inner('new-session', '-d', '-x', '200', '-y', '5', '-c', folder, 'cat')
  if (options.length > 0) await inner(...options)
  const attach = `TMUX= exec ${tmux ?? ''} -S ${folder}/inner attach`
  await outer('new-session', '-d', '-x', '200', '-y', '6', attach)
  return {
    folder,
    tmux: inner,
    shows: (wanted) =>
      until(`${JSON.stringify(wanted)} on the screen`, async () => {
        const drawn = await outer('capture-pane', '-p')
        return drawn.includes(wanted) ? drawn : null
      }),
  }
}

describe.skipIf(tmux === null)('in the real tmux (needs tmux)', () => {
  test('a hostile name is drawn, and runs nothing', async () => {
    const {
      folder,
      tmux: inner,
      shows,
    } = await startScreen(['set', '-g', 'status-right-length', '180'])
    const [alert] = busy.alerts
    if (alert === undefined) throw new Error('no alert')
    for (const [index, name] of hostileNames.entries()) {
      const line = tmuxLine({ ...busy, alerts: [{ ...alert, title: `${index} ${name}` }] })
      writeFileSync(join(folder, `line-${index}`), `${line}\n`)
      await inner('set', '-g', 'status-right', `#(cat line-${index} 2>/dev/null) %H`)
      const text = line.replace(/^#\[[^\]]*\](.*)#\[default\]$/, '$1')
      await shows(text.trimEnd())
    }
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })

  test('the example shows what a serve has seen', async () => {
    const { folder, tmux: inner, shows } = await startScreen([])
    const hostile = namedBy('#(touch pwned)#[bold]', live(busy))
    const port = await startHttpServer((request, response) => {
      const isAsked = request.url === '/api/snapshot'
      response.writeHead(isAsked ? 200 : 404).end(isAsked ? JSON.stringify(hostile) : '')
    })
    writeFileSync(join(folder, 'token'), 't'.repeat(20))
    const words = `status --format tmux --served 127.0.0.1:${port} --token-file ${folder}/token`
    const script = `#!/bin/sh\nexec ${process.execPath} ${program} ${words}\n`
    writeFileSync(join(folder, 'headroom'), script, { mode: 0o755 })
    await inner('set-environment', '-g', 'PATH', `${folder}:${process.env['PATH'] ?? ''}`)
    await inner('source-file', fromRoot('resources/formats/headroom.tmux.conf'))
    const drawn = await shows('no room - !! \uff03(touch pwned)\uff03[bold] uses up RAM')
    expect(drawn).toMatch(/uses up RAM \d\d:\d\d/)
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })
})
