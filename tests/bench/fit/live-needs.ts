import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { Engine } from '../../engine/install-engine.ts'
import { loadEach } from '../../engine/load/load.ts'
import { usualLoad, type LoadOptions } from '../../engine/load/options.ts'
import { predicted } from '../../engine/load/predicted.ts'
import { statedBuffers } from '../../engine/load/stated.ts'
import { tinyKinds, writeTinyKind, type TinyKind } from '../../engine/tiny-gguf/kinds.ts'
import type { Children } from '../../frame/children.ts'
import type { InsightsOfLoad } from './insights.ts'
import { runNode } from './run-node.ts'
import { ours, reckoning, simulating, type WholeNeed } from './whole-needs.ts'

type Face = Extract<Engine, { readonly kind: 'face' }>

const loads: readonly LoadOptions[] = [
  usualLoad,
  { ...usualLoad, contextTokens: 8_192, sequences: 4 },
  { ...usualLoad, contextTokens: 16_384 },
]

const insights = fileURLToPath(new URL('insights.ts', import.meta.url))

/** A toy of each kind of model, loaded by the llama.cpp that is installed here. For rules of thumb they are too small. */
export async function needsOfLoads(
  children: Children,
  engine: Face,
): Promise<readonly WholeNeed[]> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  try {
    const needs: WholeNeed[] = []
    for (const kind of tinyKinds) needs.push(...(await needsOfKind(children, engine, folder, kind)))
    return needs
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function needsOfKind(
  children: Children,
  engine: Face,
  folder: string,
  kind: TinyKind,
): Promise<readonly WholeNeed[]> {
  const file = join(folder, `${kind}.gguf`)
  writeTinyKind(file, kind)
  const told = await loadEach(engine, file, loads)
  const peer = await insightsInto(children, engine, file)
  return Promise.all(
    loads.map(async (options, index) => {
      const own = await predicted(file, options, { engine: engine.kind, build: null })
      const { simulatedBytes = Number.NaN, reckonedBytes = Number.NaN } = peer[index] ?? {}
      return {
        truthBytes: sumOf(statedBuffers(told[index]?.log ?? '')),
        said: new Map([
          [ours, sumOf(own.buffers) + own.computeBytes],
          [simulating, simulatedBytes],
          [reckoning, reckonedBytes],
        ]),
      }
    }),
  )
}

const sumOf = (parts: readonly { readonly bytes: number }[]): number =>
  parts.reduce((sum, { bytes }) => sum + bytes, 0)

async function insightsInto(
  children: Children,
  { libraryUrl }: Face,
  file: string,
): Promise<readonly InsightsOfLoad[]> {
  const argv = [insights, libraryUrl, file, JSON.stringify(loads)]
  const { stdout, stderr } = await runNode(children, argv)
  const told = stdout === '' ? null : jsonIn(stdout)
  if (!Array.isArray(told) || !told.every(isInsights)) throw new Error(stderr.slice(0, 200))
  return told
}

const isInsights = (value: unknown): value is InsightsOfLoad =>
  typeof value === 'object' && value !== null && 'simulatedBytes' in value
