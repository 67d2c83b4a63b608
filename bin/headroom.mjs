#!/usr/bin/env node
// Starts Headroom on any Node from 18 on: runs itself again with the project's own Node where this one is too old, and
// builds a source checkout that was not built yet. Never loads `electron`.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const entry = join(root, 'out', 'main', 'index.js')
const neededNode = [22, 18]

const isNewEnough = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1])
}

/** What a terminal tells all that run in its foreground: the program has it already. */
const toldByTerminal = new Set(['SIGINT', 'SIGQUIT'])
/** What ends a process without a core. A core of this one would be of no use to anybody. */
const ending = new Set(['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGALRM', 'SIGTERM', 'SIGUSR2'])

// 4242 (node) S 4200 4242 4200 34816 4242 …     (state, parent, group, session, terminal, its foreground group)
const isForeground = () => {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return group === foreground
  } catch {
    return false // no Linux: there is no Node of ours to run there
  }
}

/** How the program has ended: by its code, or by a signal. */
const run = (program, args, options) =>
  new Promise((resolve) => {
    const child = spawn(program, args, options)
    const forward = (signal) => {
      if (!toldByTerminal.has(signal) || !isForeground()) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']
    for (const signal of signals) process.on(signal, forward)
    child.on('error', (error) => {
      process.stderr.write(`headroom: ${program} could not be started: ${error.message}\n`)
      resolve({ code: 2, signal: null })
    })
    child.on('exit', (code, signal) => {
      for (const one of signals) process.off(one, forward)
      resolve({ code, signal })
    })
  })

/** As the program has ended, so that whoever waits for this process sees it. */
const endAs = ({ code, signal }) => {
  if (signal === null) process.exit(code)
  const status = 128 + constants.signals[signal]
  if (!ending.has(signal)) process.exit(status)
  process.kill(process.pid, signal)
  setTimeout(() => process.exit(status), 500)
}

const build = async () => {
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  if (!existsSync(builder)) {
    process.stderr.write('headroom: it is not built, and what builds it is not installed: npm ci\n')
    return { code: 2, signal: null }
  }
  process.stderr.write('headroom: building once\n')
  return run(process.execPath, [builder, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** null: it runs in this process. */
const start = async () => {
  if (!isNewEnough()) {
    const own = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
    if (!existsSync(own)) {
      process.stderr.write(
        `headroom: needs Node ${neededNode.join('.')}; this is ${process.version}\n`,
      )
      return { code: 2, signal: null }
    }
    const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)]
    return run(own, args, { stdio: 'inherit' })
  }
  if (!existsSync(entry)) {
    const { code } = await build()
    if (code !== 0) return { code: 2, signal: null }
  }
  await import(entry)
  return null
}

const end = await start()
if (end !== null) endAs(end)
