import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Child, Children } from '../frame/children.ts'

/** Another monitor that runs, or why it does not. */
export interface Other {
  readonly name: string
  readonly pid: number | null
  readonly why: string
}

interface OtherProgram {
  readonly name: string
  readonly file: string
  readonly debianPackage: string
  start(children: Children, configDir: string): Promise<{ readonly pid: number }>
}

const programs: readonly OtherProgram[] = [
  {
    name: 'top -b -d 1',
    file: '/usr/bin/top',
    debianPackage: 'procps',
    start: async (children, configDir) =>
      children.start('/usr/bin/top', ['-b', '-d', '1'], { env: envWith(configDir) }),
  },
  {
    name: 'btop at 1 s',
    file: '/usr/bin/btop',
    debianPackage: 'btop',
    start: startBtop,
  },
  {
    name: 'glances at 1 s',
    file: '/usr/bin/glances',
    debianPackage: 'glances',
    start: async (children, configDir) => {
      const args = ['-q', '-t', '1', '--stdout', 'cpu.user,mem.used']
      return children.start('/usr/bin/glances', args, { env: envWith(configDir) })
    },
  },
]

/** None of them reads the user's own settings. */
const envWith = (configDir: string): Record<string, string> => ({
  PATH: '/usr/bin:/bin',
  HOME: configDir,
  XDG_CONFIG_HOME: configDir,
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
})

/** It draws only in a terminal, every 2 s unless told. */
async function startBtop(children: Children, configDir: string): Promise<{ readonly pid: number }> {
  const { spawn } = await import('node-pty')
  mkdirSync(join(configDir, 'btop'))
  writeFileSync(join(configDir, 'btop', 'btop.conf'), 'update_ms = 1000\ncheck_temp = False\n')
  const size = { cols: 120, rows: 40 }
  const terminal = spawn('/usr/bin/btop', [], { ...size, env: envWith(configDir) })
  terminal.onData(() => undefined) // read, so that it never waits for its reader
  const { promise: ended, resolve } = Promise.withResolvers<number | null>()
  terminal.onExit(({ exitCode }) => resolve(exitCode))
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
  })
  const child: Child = {
    pid: terminal.pid,
    ended,
    signal: (name) => {
      if (!hasEnded) terminal.kill(name)
    },
  }
  children.adopt(child)
  return child
}

/** Starts all that are here; as root, Debian's packages are installed first. */
export async function startOthers(children: Children): Promise<readonly Other[]> {
  const configDir = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  process.on('exit', () => rmSync(configDir, { recursive: true, force: true }))
  install(programs.filter(({ file }) => !existsSync(file)))
  return Promise.all(
    programs.map(async ({ name, file, start }): Promise<Other> => {
      if (!existsSync(file)) return { name, pid: null, why: `${file} is not installed` }
      try {
        return { name, pid: (await start(children, configDir)).pid, why: '' }
      } catch (error) {
        // node-pty is an optional dependency
        const why = error instanceof Error ? error.message : String(error)
        return { name, pid: null, why }
      }
    }),
  )
}

function install(missing: readonly OtherProgram[]): void {
  const isRoot = process.getuid?.() === 0
  if (missing.length === 0 || !isRoot || !existsSync('/usr/bin/apt-get')) return
  const names = missing.map((program) => program.debianPackage)
  process.stderr.write(`installing from Debian: ${names.join(', ')}\n`)
  const args = ['install', '-y', '--no-install-recommends', ...names]
  spawnSync('apt-get', args, { stdio: 'ignore', timeout: 120_000 }) // without it: "not here"
}
