import { chmod } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pid } from '../../shared/ids.ts'
import { Absent } from './attempt.ts'
import type { Terminal, TerminalCommand } from './host.ts'

type NodePty = typeof import('node-pty')

async function loadNodePty(): Promise<NodePty> {
  try {
    return await import('node-pty')
  } catch {
    // not installed, or not built for this machine: an optional dependency
    throw new Absent('node-pty is not installed, so there is no pseudo-terminal')
  }
}

/** node-pty 1.1.0 ships its macOS helper without the right to run it (node-pty#850). Never run on a Mac yet. */
async function mendSpawnHelper(): Promise<void> {
  if (process.platform !== 'darwin') return
  const folder = dirname(createRequire(import.meta.url).resolve('node-pty/package.json'))
  await chmod(join(folder, 'prebuilds', `darwin-${process.arch}`, 'spawn-helper'), 0o755).catch(
    () => undefined, // built from source: the helper is elsewhere and right
  )
}

/** Whether a pseudo-terminal can be had; throws Absent with the reason. */
export async function probeTerminal(): Promise<null> {
  await loadNodePty()
  return null
}

export async function openTerminal(command: TerminalCommand): Promise<Terminal> {
  const { spawn } = await loadNodePty()
  await mendSpawnHelper()
  const pty = spawn(command.argv[0], command.argv.slice(1), {
    cols: command.columns,
    rows: command.rows,
    cwd: command.cwd,
    env: { ...command.env },
  })
  let hasEnded = false
  pty.onExit(() => {
    hasEnded = true
  })
  return {
    pid: pid(pty.pid),
    onText: (wake) => void pty.onData(wake),
    onEnd: (wake) =>
      void pty.onExit(({ exitCode, signal }) =>
        wake({ exitCode, signal: signal === 0 ? null : (signal ?? null) }),
      ),
    write: (text) => pty.write(text),
    resize: (columns, rows) => pty.resize(columns, rows),
    signal: (name) => {
      if (hasEnded) return
      try {
        process.kill(-pty.pid, name) // node-pty itself knows no groups
      } catch {
        // ESRCH: it has just ended
      }
    },
  }
}
