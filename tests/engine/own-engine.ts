import { readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { countAt, flagAt, listAt } from '../../src/main/inference/answers/forms.ts'
import { askServer } from '../http-server.ts'
import { findEngine, type RunnableEngine } from './install-engine.ts'
import {
  spawnEngine,
  startEngine,
  type EngineOptions,
  type RunningEngine,
  type SpawnedEngine,
} from './start-engine.ts'

const engine = await findEngine()
/** Why there is no engine for the tests; null where there is one. */
export const lacking = engine.kind === 'none' ? engine.reason : null
/** For the names of the tests: which engine it is, or why there is none. */
export const engineWords = lacking ?? engine.kind

/** An engine starts in a second; where all cores are taken, in ten. */
export const timeout = 60_000

type Wanted = EngineOptions extends infer One
  ? One extends EngineOptions
    ? Omit<One, 'engine'>
    : never
  : never

/** What it is that runs. */
export function runnable(): RunnableEngine {
  if (engine.kind === 'none') throw new Error(engine.reason)
  return engine
}

/** Stopped after the test. */
export async function started(options: Wanted): Promise<RunningEngine> {
  const running = await startEngine({ engine: runnable(), ...options })
  onTestFinished(() => running.stop())
  return running
}

/** One that may fail before it is well. Stopped after the test. */
export async function spawned(options: Wanted): Promise<SpawnedEngine> {
  const running = await spawnEngine({ engine: runnable(), ...options })
  onTestFinished(() => running.stop())
  return running
}

export async function ask({ port }: RunningEngine, path: string, sent?: object): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' }
  const body = sent === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(sent) }
  const answer = await askServer(port, { path, ...body })
  return JSON.parse(answer.body)
}

/** VmRSS of /proc/PID/status. */
export function residentBytes(id: number): number {
  const status = readFileSync(`/proc/${id}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1_024
}

/** What one slot tells; `next_token` is a list of one. */
export interface Told {
  readonly isProcessing: boolean | null
  readonly heldTokens: number | null
  readonly decodedTokens: number | null
}

const toldOf = (slot: unknown): Told => ({
  isProcessing: flagAt(slot, 'is_processing'),
  heldTokens: countAt(slot, 'n_prompt_tokens'),
  decodedTokens: countAt(listAt(slot, 'next_token')?.[0], 'n_decoded'),
})

export const firstSlot = async (running: RunningEngine): Promise<Told> =>
  toldOf(listAt(await ask(running, '/slots'), '')?.[0])
