#!/usr/bin/env node
// Starts Headroom on any Node from 18 on: runs itself again with the project's own Node where this one is too old, and
// builds a source checkout that was not built yet. Never loads `electron`.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
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

/** The program's exit code; 128 + signal where a signal ended it. */
const run = (program, args, options) =>
  new Promise((resolve) => {
    const child = spawn(program, args, options)
    const forward = (signal) => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    child.on('error', (error) => {
      process.stderr.write(`headroom: ${program} could not be started: ${error.message}\n`)
      resolve(2)
    })
    child.on('exit', (code, signal) => {
      for (const one of signals) process.off(one, forward)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })

const build = async () => {
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  if (!existsSync(builder)) {
    process.stderr.write('headroom: it is not built, and what builds it is not installed: npm ci\n')
    return 2
  }
  process.stderr.write('headroom: building once\n')
  return run(process.execPath, [builder, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const start = async () => {
  if (!isNewEnough()) {
    const own = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
    if (!existsSync(own)) {
      process.stderr.write(
        `headroom: needs Node ${neededNode.join('.')}; this is ${process.version}\n`,
      )
      return 2
    }
    const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)]
    return run(own, args, { stdio: 'inherit' })
  }
  if (!existsSync(entry)) {
    const code = await build()
    if (code !== 0) return 2
  }
  await import(entry)
  return null
}

const code = await start()
if (code !== null) process.exit(code)
