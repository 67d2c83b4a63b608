import type { FitInput, FitShown } from '../../shared/fit-shown.ts'
import type { Fit } from '../../shared/fit.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { fitLoaded } from '../fit/answer-fit.ts'
import { createSizer } from '../fit/create-sizer.ts'
import { commandOf } from '../fit/engine-command.ts'
import { noFitOptions, type FitOptions } from '../fit/fit-options.ts'
import { roomNow, type FitRoom } from '../fit/fit-room.ts'
import { headersOf } from '../fit/header-reader.ts'
import { createLearning } from '../fit/learnt/learning.ts'
import { withLearning } from '../fit/learnt/sized.ts'
import { loadFound, readingOf, type LoadedModel } from '../fit/load-model.ts'
import { withOwnProgram } from '../fit/own-program.ts'
import { rememberNeeds } from '../fit/remember-needs.ts'
import { withHolders } from '../fit/room-holders.ts'
import type { Sizer } from '../fit/sizer.ts'
import { readIdentity } from '../inference/models/find/file-identity.ts'
import type { LearntUse } from '../history/learnt/learnt-use.ts'
import { findModel } from '../inference/models/find/find-model.ts'
import type { OwnModels } from './own-models.ts'

/** Whoever compares goes from one to another and back. */
const mostKept = 4
/** What a name stands for is looked up again after this; whether its file has changed, each time. */
const namedForMs = 30_000

/** `never`: what is not advised to be let go for a model; `learnt`: what real loads have taught of it. */
export interface FitDeskWorld {
  readonly never?: () => readonly string[]
  readonly learnt?: LearntUse
}

interface Kept {
  readonly model: LoadedModel
  readonly sizedBy: typeof createSizer
  readonly path: string
  readonly identity: string | null
  readonly atMs: number
}

/** What a screen asks while somebody moves options: the last models that were read are kept. Throws UsageError. */
export function createFitDesk(
  models: OwnModels,
  snapshotNow: () => Promise<Snapshot>,
  { never = () => [], learnt }: FitDeskWorld = {},
): (input: FitInput) => Promise<FitShown> {
  const kept = new Map<string, Kept>()
  const learning = createLearning(learnt)
  const load = async (wanted: string): Promise<Kept> => {
    const one = kept.get(wanted)
    if (one !== undefined && (await isAsItWas(models, one))) return one
    const loaded = await loadKept(models, wanted)
    kept.delete(wanted)
    kept.set(wanted, loaded)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return loaded
  }
  return async (input) => {
    const { model, sizedBy } = await load(input.model)
    await learning.refresh()
    const snapshot = await snapshotNow()
    const room = withHolders(roomNow(snapshot, models.places.platform), {
      ...snapshot,
      never: never(),
    })
    const options = await withOwnProgram(models.host, models.places, model, optionsOf(input))
    const { fit, sizer } = await fitLoaded(model, options, room, withLearning(sizedBy, learning))
    return shownOf(input, { model, fit, sizer, room })
  }
}

async function isAsItWas({ host }: OwnModels, { path, identity, atMs }: Kept): Promise<boolean> {
  const sinceMs = host.clock.nowMs() - atMs
  if (identity === null || sinceMs < 0 || sinceMs > namedForMs) return false
  const now = await readIdentity(host, path)
  return now.kind === 'ok' && now.identity === identity
}

/** No log is read: a screen may name any path, and what is no model has no business there. */
async function loadKept({ host, places }: OwnModels, wanted: string): Promise<Kept> {
  const found = await findModel(host, wanted, places)
  const disk = { ask: host.ask, openFile: host.openFile, headers: headersOf(host) }
  const model = await readingOf(found.path, () => loadFound(disk, found, noFitOptions))
  const identity = await readIdentity(host, found.path)
  return {
    model,
    sizedBy: rememberNeeds(createSizer),
    path: found.path,
    identity: identity.kind === 'ok' ? identity.identity : null,
    atMs: host.clock.nowMs(),
  }
}

const optionsOf = ({ engine, contextTokens, kvType, parallel }: FitInput): FitOptions => ({
  ...noFitOptions,
  engine,
  contextTokens,
  keyType: kvType,
  valueType: kvType,
  parallel,
})

interface Sized {
  readonly model: LoadedModel
  readonly fit: Fit
  readonly sizer: Sizer
  readonly room: FitRoom
}

function shownOf(input: FitInput, { model, fit, sizer, room }: Sized): FitShown {
  const { of, roomBytes, gpuRoomBytes, ramRoomBytes, limitBytes } = room
  return {
    schema: 'headroom/fit-shown/1',
    fit,
    room: { of, roomBytes, gpuRoomBytes, ramRoomBytes, limitBytes },
    contextRange: rangeOf(sizer),
    kvTypes: sizer.kvTypes,
    command: commandFor(input, model, sizer),
  }
}

/** In the tokens that are asked for: Ollama is told those of one sequence, and has as many for each. */
function rangeOf({ range, engine, sharing, parallel }: Sizer): FitShown['contextRange'] {
  if (range === null) return null
  const parts = engine === 'ollama' && sharing === 'split' ? (parallel ?? 1) : 1
  return {
    stepTokens: Math.ceil(range.stepTokens / parts),
    mostTokens: Math.floor(range.mostTokens / parts),
  }
}

function commandFor(
  { contextTokens, kvType, parallel }: FitInput,
  { identity: { path }, ...model }: LoadedModel,
  { engine, program, ...sizer }: Sizer,
): string | null {
  // LM Studio is set in its window
  if (engine === null || program === 'lm-studio') return null
  const ollamaName = model.kind === 'llama' ? (model.ollama?.name ?? null) : null
  return commandOf({
    engine,
    model: { path, ollamaName, repository: null },
    // without it llama.cpp takes what it thinks fits, which is not what is shown here
    contextTokens: contextTokens ?? (engine === 'llama.cpp' ? sizer.contextTokens : null),
    kvType,
    parallel,
    ubatchTokens: null,
    gpuLayers: null,
    cpuMoeLayers: null,
    build: null,
  })
}
