import { readFileSync } from 'node:fs'
import { formatArgv, keyOf, type Host } from '../../src/main/host/host.ts'
import { localClock } from '../../src/main/host/local.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { pid } from '../../src/shared/ids.ts'
import type { Reading } from '../../src/shared/reading.ts'
import { scenePath, type SceneName } from '../core/mac-scene.ts'
import { createFakeHost } from '../fake-host.ts'
import { createMac, type GuineaPig, type Mac, type MacParts } from './mac.ts'
import type { RunCommand } from './run-command.ts'

/** Answers in place of the recording's, or beside them, by their key: `/usr/bin/sw_vers`. */
export type Answers = Readonly<Record<string, string>>

const questionOf = (name: string): string => name.slice(name.indexOf(' ') + 1)

/** The last answer to each question of a composed recording, at once; nothing runs, and nothing is changed. */
export function replayedMac(
  name: SceneName,
  answers: Answers = {},
  parts: Partial<MacParts> = {},
): Mac {
  const { entries } = parseRecording(readFileSync(scenePath(name), 'utf8'))
  const texts = new Map(
    entries.flatMap((entry) =>
      entry.ok ? [[`${entry.kind} ${entry.key}`, entry.text ?? '']] : [],
    ),
  )
  const textOf = (key: string): string | undefined => answers[questionOf(key)] ?? texts.get(key)
  const host: Host = {
    ...createFakeHost(new Map(), 'darwin').host,
    clock: localClock,
    ask: async (question, atMs = Date.now()): Promise<Reading<string>> => {
      const value = textOf(`${question.kind} ${keyOf(question)}`)
      return value === undefined
        ? { kind: 'absent', reason: 'not in this recording', atMs, tookMs: 0 }
        : { kind: 'ok', value, atMs, tookMs: 3 }
    },
  }
  const run: RunCommand = async (argv) => {
    const stdout = textOf(`command ${formatArgv(argv)}`)
    if (stdout === undefined)
      return { code: null, signal: null, stdout: '', stderr: `spawn ${argv[0]} ENOENT`, tookMs: 0 }
    return { code: 0, signal: null, stdout, stderr: '', tookMs: 3 }
  }
  return createMac({
    host,
    run,
    guineaPig: null,
    children: noChildren,
    app: null,
    packagedApp: null,
    redact: (text) => text,
    ...parts,
  })
}

const noChildren: Mac['children'] = {
  start: (program) => {
    throw new Error(`${program} is started by no test`)
  },
  adopt: () => undefined,
  endAll: () => Promise.resolve(),
}

/** A process of the scene, told as our own. */
export const pigOfScene = (id: number): GuineaPig => ({
  pid: pid(id),
  startedAtMs: 0,
  executable: '/opt/homebrew/bin/llama-server',
  args: [],
  folder: '/tmp',
  outputFile: '/tmp/out',
  port: 1,
  heldBytes: 1,
})
