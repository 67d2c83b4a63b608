import type { LocalModel, LocalModels, ModelPlace } from '../../../shared/local-models.ts'
import { printable } from '../../../shared/printable.ts'
import type { Model } from '../../../shared/server.ts'
import type { ListedPlace } from '../../inference/models/find/list-models.ts'
import { maxShownPath } from '../../inference/models/find/model-files.ts'
import { learntFactor } from '../../inference/estimate/learnt-need.ts'
import type { FitRoom } from '../fit-room.ts'
import { noLearning, type Learning } from '../learnt/learning.ts'
import { heldAgainst, type Held } from './held-against.ts'
import type { ModelOutline } from './outline.ts'
import type { ShelfModel, ShelfSight } from './shelf.ts'

export interface Beside {
  readonly room: FitRoom
  /** What servers hold now; of a room that is not of now nothing. */
  readonly loaded: readonly Model[]
  readonly atMs: number
  readonly isReading: boolean
  /** What real loads have taught; without it nothing. */
  readonly learning?: Pick<Learning, 'of'>
}

/** All models on the disk as every face has them. */
export function localModelsOf(
  { models, places }: ShelfSight,
  { room, loaded, atMs, isReading, learning = noLearning }: Beside,
): LocalModels {
  // `gemma3:4b` stands before `gemma3:12b`
  const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
  return {
    schema: 'headroom/models/1',
    atMs,
    room: { roomBytes: room.roomBytes, of: room.of },
    isReading,
    models: models
      .map((model) => localModelOf(model, { room, loaded, learning }))
      .toSorted((a, b) => order.compare(a.name, b.name) || order.compare(a.path, b.path)),
    places: placesOf(places, models),
  }
}

function localModelOf(
  model: ShelfModel,
  { room, loaded, learning }: Required<Pick<Beside, 'room' | 'loaded' | 'learning'>>,
): LocalModel {
  const { listed, outline, fileBytes, modifiedAtMs } = model
  const { wanted, name, path, source } = listed
  const holder = loaded.find((one) => isHeldBy(model, one))
  const common = { wanted, name, path, source, modifiedAtMs, isLoaded: holder !== undefined }
  if (outline?.kind !== 'model')
    return {
      ...common,
      ...notHeld,
      fileBytes,
      ...(holder === undefined ? {} : { verdict: 'fits' }),
      trouble: outline?.kind === 'broken' ? outline.trouble : null,
    }
  const { engine, architecture, quantization, trainedContextTokens } = outline
  const held = heldAgainst(outline, room, factorOf(model, outline, learning))
  return {
    ...common,
    engine,
    architecture,
    quantization,
    fileBytes: outline.fileBytes,
    trainedContextTokens,
    ...(holder === undefined ? held : whileLoaded(held, holder)),
    trouble: null,
  }
}

function factorOf(
  { listed: { source, name } }: ShelfModel,
  { engine, learnable }: ModelOutline,
  learning: Pick<Learning, 'of'>,
): number {
  if (engine === null || learnable === null) return 1
  const program = source === 'lm-studio' ? source : null
  const { likeness, parts } = learnable
  return learntFactor(parts, learning.of({ engine, build: null, program, likeness, name }))
}

const notHeld = {
  engine: null,
  architecture: null,
  quantization: null,
  trainedContextTokens: null,
  verdict: 'unknown',
  contextTokens: null,
  needBytes: null,
  needRamBytes: null,
  longestContextTokens: null,
} as const

/** It has its memory, and takes no more room. How long its context could be besides, only what it would give back can tell. */
const whileLoaded = (held: Held, { contextTokens }: Model): Held => ({
  ...held,
  verdict: 'fits',
  contextTokens: contextTokens ?? held.contextTokens,
  longestContextTokens: mostOf(held.longestContextTokens, contextTokens),
})

const mostOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

function isHeldBy({ listed, linksTo }: ShelfModel, { file, name, isRemote }: Model): boolean {
  if (isRemote) return false
  const own = [listed.path, linksTo, ...listed.files]
  return (
    (file !== null && own.includes(file)) || (listed.source === 'ollama' && listed.name === name)
  )
}

/** Those that are there; of a program that has none, where its first would be. */
function placesOf(
  places: readonly ListedPlace[],
  models: readonly ShelfModel[],
): readonly ModelPlace[] {
  const counts = Map.groupBy(models, ({ listed: { source, place } }) => `${source} ${place}`)
  const isShown = ({ source, path, isThere }: ListedPlace): boolean => {
    const own = places.filter((one) => one.source === source)
    return isThere || (!own.some((one) => one.isThere) && own[0]?.path === path)
  }
  return places.filter(isShown).map(({ source, path, reason }) => ({
    source,
    path,
    modelCount: counts.get(`${source} ${path}`)?.length ?? 0,
    reason: reason === null ? null : printable(reason, 2 * maxShownPath),
  }))
}
