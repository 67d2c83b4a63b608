import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createSizer } from '../../src/main/fit/create-sizer.ts'
import { noFitOptions, type FitOptions } from '../../src/main/fit/fit-options.ts'
import { roomGiven, type FitRoom } from '../../src/main/fit/fit-room.ts'
import { fitOf, type Advised } from '../../src/main/fit/fit.ts'
import { loadModel, type LoadedModel } from '../../src/main/fit/load-model.ts'
import type { Host } from '../../src/main/host/host.ts'
import {
  modelPlacesOf,
  type ModelPlaces,
} from '../../src/main/inference/models/find/model-places.ts'
import type { Fit } from '../../src/shared/fit.ts'
import { writeGguf, type GgufPlan } from '../gguf-file.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'
import { placed, writeSafetensors } from '../safetensors-file.ts'
import { languageModel } from './model-plans.ts'

export type Asked = Partial<FitOptions>
export const gib = 2 ** 30
export const wide = roomGiven(1_000 * gib)

export const placesAt = (home: string): ModelPlaces => modelPlacesOf({}, home, home, 'linux')

/** Below the folder, with what is needed above it; its path. */
export function writeText(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

export function writePlan(path: string, plan: GgufPlan = languageModel()): string {
  mkdirSync(dirname(path), { recursive: true })
  writeGguf(path, plan)
  return path
}

type Tensors = Parameters<typeof placed>[0]

export function writeTensors(path: string, tensors: Tensors): string {
  mkdirSync(dirname(path), { recursive: true })
  const dataBytes = Object.values(tensors).reduce((sum, [, , bytes]) => sum + bytes, 0)
  writeSafetensors(path, placed(tensors), dataBytes)
  return path
}

/** A folder as MLX has it. */
export function writeFolder(folder: string, config: unknown, tensors: Tensors): string {
  writeTensors(join(folder, 'model.safetensors'), tensors)
  writeText(join(folder, 'config.json'), JSON.stringify(config))
  return folder
}

type Disk = Pick<Host, 'ask' | 'openFile'>

/** A model that is read once, to be held against several rooms, with several options. */
export interface Loaded {
  fit(asked?: Asked, room?: FitRoom, advised?: Advised): Fit
}

export async function loaded(
  path: string,
  asked: Asked = {},
  disk: Disk = localHost(),
): Promise<Loaded> {
  const options = { ...noFitOptions, ...asked }
  const model: LoadedModel = await loadModel(disk, path, placesAt(dirname(path)), options)
  return {
    fit: (more = {}, room = wide, advised = 'with advice') =>
      fitOf(model.identity, createSizer(model, { ...options, ...more }, room), room, advised),
  }
}

/** A model of this plan in a file of its own. */
export const loadedPlan = (plan: GgufPlan): Promise<Loaded> =>
  loaded(writePlan(join(tempFolder(), 'model.gguf'), plan))

/** The sentence with which it is refused. */
export async function refusal(asked: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    return `done: ${JSON.stringify(await (typeof asked === 'function' ? asked() : asked))}`
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  }
}
