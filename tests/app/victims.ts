import { spawn, type ChildProcess } from 'node:child_process'
import { copyFile, link, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromRoot } from '../from-root.ts'
import { test as base } from './app.ts'

/** Takes 400 MB and really touches them. */
const hog = `
const held = []
for (let taken = 0; taken < 400; taken += 20) held.push(Buffer.alloc(20_000_000, 1))
process.stdout.write('taken\\n')
setInterval(() => held.length, 1000)
`

interface OllamaWays {
  readonly megabytes?: number
  /** A child of its own has the model, and says what it does. */
  readonly hasRunner?: boolean
}

export interface Victims {
  /** A real program that prints a line once it is ready; ended after the test. */
  readonly start: (...argv: readonly [string, ...string[]]) => Promise<ChildProcess>
  /** A script of this name that holds 400 MB. */
  readonly startHog: (name: string) => Promise<ChildProcess>
  /** A process that calls itself `ollama serve`, listens, and holds so much (200 MB) for a model of this name. */
  readonly startOllama: (model: string, ways?: OllamaWays) => Promise<ChildProcess>
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // ESRCH: all of them have ended
  }
}

/** A program of that name, which is Node. */
export async function programIn(folder: string, name: string): Promise<string> {
  const program = join(folder, name)
  const node = await realpath(process.execPath)
  // EXDEV: on another disk; EEXIST: it is there
  await link(node, program).catch(() => copyFile(node, program).catch(() => undefined))
  return program
}

/** The app, and real programs that it may let go of. */
export const test = base.extend<Victims>({
  // oxlint-disable-next-line no-empty-pattern
  start: async ({}, provide) => {
    const children: ChildProcess[] = []
    await provide(async (program, ...args) => {
      // a group of its own: what it has started itself ends with it
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
      children.push(child)
      await new Promise((resolve) => child.stdout?.once('data', resolve))
      return child
    })
    for (const { pid } of children) endGroup(pid)
  },
  startHog: async ({ folder, start }, provide) => {
    await provide(async (name) => {
      const script = join(folder, name)
      await writeFile(script, hog)
      return start(process.execPath, script)
    })
  },
  startOllama: async ({ folder, start }, provide) => {
    await provide(async (model, { megabytes = 200, hasRunner = false } = {}) => {
      const asProgram = await programIn(folder, 'ollama')
      const script = fromRoot('tests/servers/children/ollama-serve.ts')
      await writeFile(join(folder, 'serve'), `import(${JSON.stringify(script)})\n`)
      const runner = hasRunner ? await programIn(folder, 'llama-server') : null
      const env = [
        `FAKE_MODEL='${model}'`,
        `FAKE_MB=${megabytes}`,
        ...(runner === null ? [] : [`FAKE_RUNNER='${runner}'`]),
      ].join(' ')
      return start('/bin/sh', '-c', `cd '${folder}' && ${env} exec '${asProgram}' serve`)
    })
  },
})

export { expect } from '@playwright/test'
