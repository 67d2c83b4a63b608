import type { LogProgram } from '../../../shared/finding.ts'
import type { LogFacts, LogFigures } from '../../../shared/log-facts.ts'
import { mostBytes } from './figures.ts'
import type { BufferKind, LogEvent } from './message-form.ts'

/** Buffers of one model or of one context, by where they are and what for. */
export type Buffers = Readonly<Partial<Record<`${Where}-${BufferKind}`, number>>>
type Where = 'gpu' | 'cpu' | 'other'

export interface ModelBlock {
  readonly path: string | null
  readonly isDraft: boolean
  readonly weights: Buffers
  /** null: no context of it is made yet. */
  readonly context: Buffers | null
}

/** What a log has said so far, of the load that it tells of at the moment. */
export interface LoadState {
  /** Which load of this log, from 0. */
  readonly number: number
  readonly stage: 'unknown' | 'loading' | 'loaded' | 'failed' | 'ended'
  /** As given by figures of their own, rather than by buffers. */
  readonly facts: LogFacts
  /** What holds for the machine, whatever is loaded. */
  readonly machineFacts: LogFacts
  readonly models: readonly ModelBlock[]
  readonly port: number | null
  readonly program: LogProgram | null
  readonly version: string | null
  readonly isDry: boolean
  /** What was projected was too much, and has been made less. */
  readonly isFitted: boolean
  readonly expectsDraft: boolean
  /** A program has started a child for it, which has not said so itself yet. */
  readonly isAnnounced: boolean
  /** Something that is not Metal does the work, or has refused it memory. */
  readonly isElsewhere: boolean
  readonly isIntelBuild: boolean
  /** Whether a line has said what failed; whether something has failed of which none has. */
  readonly isExplained: boolean
  readonly isUnexplained: boolean
}

export const nothingSaid: LoadState = {
  number: 0,
  stage: 'unknown',
  facts: {},
  machineFacts: {},
  models: [],
  port: null,
  program: null,
  version: null,
  isDry: false,
  isFitted: false,
  expectsDraft: false,
  isAnnounced: false,
  isElsewhere: false,
  isIntelBuild: false,
  isExplained: false,
  isUnexplained: false,
}

/** What a line says, into what the lines before it have said. */
export function stepLoad(state: LoadState, event: LogEvent): LoadState {
  switch (event.kind) {
    case 'facts':
      return withFacts(state, event.facts)
    case 'buffer':
      return state.isDry ? state : withBuffer(state, event)
    case 'load':
      return withLoad(state, event)
    case 'model':
      return state.isDry ? state : withModel(state, event)
    case 'context':
      return state.isDry ? state : withContext(state)
    case 'dry-run':
      return { ...state, isDry: !event.isOver, isFitted: state.isFitted || event.isFitted === true }
    case 'slot':
    case 'likeness':
      return state // of a prompt
    case 'loaded':
      return { ...state, stage: 'loaded', isDry: false }
    case 'load-failed':
      return { ...state, stage: 'failed', isDry: false, isUnexplained: !state.isExplained }
    case 'ended':
    case 'child-ended':
      return { ...state, stage: state.stage === 'failed' ? 'failed' : 'ended' }
    case 'program':
      return withProgram(state, event)
    case 'unexplained':
      return { ...state, isUnexplained: !state.isExplained }
    case 'intel-build':
      return { ...state, isIntelBuild: true }
    case 'refused-elsewhere':
      return withFacts({ ...state, isElsewhere: true }, event.facts)
    case 'symptom':
      return withSymptom(state, event)
  }
}

/** llama.cpp inside another program is not whose log it is. */
function withProgram(
  state: LoadState,
  { program, version }: LogEvent & { readonly kind: 'program' },
): LoadState {
  const isInside = program === 'llama.cpp' && (state.program ?? program) !== program
  return isInside ? state : { ...state, program, version: version ?? state.version }
}

const pathFact = (modelPath: string | null): LogFacts => (modelPath === null ? {} : { modelPath })

/** Its child tells the load again that a program has started it for. */
function withLoad(
  state: LoadState,
  { modelPath, port }: LogEvent & { readonly kind: 'load' },
): LoadState {
  const isSame = state.isAnnounced && port === null && modelPath === state.facts.modelPath
  if (isSame) return { ...state, isAnnounced: false }
  const isAnnounced = port !== null
  return {
    ...anotherLoad(state),
    facts: { ...freeAtStart(state), ...pathFact(modelPath) },
    port: port ?? state.port,
    isAnnounced,
  }
}

/** What was free when the program started is there for its first load. */
const freeAtStart = ({ stage, facts: { freeBytes } }: LoadState): LogFacts =>
  stage === 'unknown' && freeBytes !== undefined ? { freeBytes } : {}

const anotherLoad = (state: LoadState): LoadState => ({
  ...nothingSaid,
  port: state.port,
  number: state.stage === 'unknown' && state.models.length === 0 ? state.number : state.number + 1,
  stage: 'loading',
  machineFacts: state.machineFacts,
  program: state.program,
  version: state.version,
  isIntelBuild: state.isIntelBuild,
})

const ofMachine: ReadonlySet<string> = new Set<keyof LogFacts>([
  'limitBytes',
  'maxBufferBytes',
  'systemTotalBytes',
  'vramTotalBytes',
  'allocationLimitBytes',
  'cacheLimitBytes',
])

function withFacts(state: LoadState, facts: LogFacts): LoadState {
  const names = Object.keys(facts)
  if (names.length === 0) return state
  if (!names.some((name) => ofMachine.has(name)))
    return { ...state, facts: { ...state.facts, ...facts } }
  const entries = Object.entries(facts)
  const machine = Object.fromEntries(entries.filter(([name]) => ofMachine.has(name)))
  const own = Object.fromEntries(entries.filter(([name]) => !ofMachine.has(name)))
  return {
    ...state,
    facts: { ...state.facts, ...own },
    machineFacts: { ...state.machineFacts, ...machine },
  }
}

/** The first failure of a load says what it failed of; what follows from it has only the more exact figures. */
function withSymptom(
  state: LoadState,
  { facts, isConsequence }: LogEvent & { readonly kind: 'symptom' },
): LoadState {
  const told = withFacts(state, isConsequence ? facts : newIn(state, facts))
  return { ...told, isExplained: true, isUnexplained: false }
}

const newIn = ({ facts: held, machineFacts }: LoadState, facts: LogFacts): LogFacts =>
  Object.fromEntries(
    Object.entries(facts).filter(([name]) => !(name in held) && !(name in machineFacts)),
  )

function withBuffer(state: LoadState, event: LogEvent & { readonly kind: 'buffer' }): LoadState {
  if (event.bytes > mostBytes.buffer) return state
  const where = whereIs(event.device)
  const isElsewhere = state.isElsewhere || where === 'other'
  const last = state.models.at(-1) ?? { path: null, isDraft: false, weights: {}, context: null }
  const isWeights = event.what === 'model'
  const buffers = isWeights ? last.weights : (last.context ?? {})
  const key = `${where}-${event.what}` as const
  const grown = { ...buffers, [key]: (buffers[key] ?? 0) + event.bytes }
  const block = isWeights ? { ...last, weights: grown } : { ...last, context: grown }
  return { ...state, isElsewhere, models: [...state.models.slice(0, -1), block] }
}

/** `Metal`, `MTL0_Mapped`; `CPU`, `CPU_Mapped`, `CPU_REPACK`, `BLAS`, `CUDA_Host`. */
function whereIs(device: string): Where {
  if (/^(?:Metal|MTL)\d*(?:_Mapped|_Private|_Shared)?$/.test(device)) return 'gpu'
  return /^(?:CPU|BLAS|Accelerate|AMX|Host)|_Host$/.test(device) ? 'cpu' : 'other'
}

/** Of one load: a model, its draft, what it sees with. A log may claim more without end. */
const maxModels = 8

/** A second pass over the same file takes the place of the first, unless it is the draft model's. */
function withModel(state: LoadState, event: LogEvent & { readonly kind: 'model' }): LoadState {
  if (event.isDraft) return { ...state, expectsDraft: true }
  const isNew = state.stage === 'loaded' || state.stage === 'failed' || state.stage === 'ended'
  const before = isNew && !state.expectsDraft ? anotherLoad(state) : state
  const isDraft = state.expectsDraft
  const block = { path: event.modelPath, isDraft, weights: {}, context: null }
  const others = isDraft ? before.models : before.models.filter((one) => !isRepeated(one, block))
  const models = [...others, block].slice(-maxModels)
  return { ...before, expectsDraft: false, stage: 'loading', models }
}

const isRepeated = (one: ModelBlock, { path }: ModelBlock): boolean =>
  !one.isDraft && (one.path === path || one.path === null)

/** A model may draft for itself (MTP): a second context of the same weights. */
const ownDraft: ModelBlock = { path: null, isDraft: true, weights: {}, context: {} }

function withContext(state: LoadState): LoadState {
  const last = state.models.at(-1)
  if (last === undefined) return state
  if (state.expectsDraft)
    return { ...state, expectsDraft: false, models: [...state.models, ownDraft] }
  return { ...state, models: [...state.models.slice(0, -1), { ...last, context: {} }] }
}

/** All that is known of the load, its buffers summed: `gpu` is Metal, other devices than that and the CPU are left out. */
export function factsOf(state: LoadState): LogFacts {
  const path = state.models.find(({ isDraft }) => !isDraft)?.path ?? null
  return {
    ...pathFact(path),
    ...state.machineFacts,
    ...state.facts,
    ...figuresOf(state.models),
  }
}

const figureNames = [
  ['gpu-model', 'gpuModelBytes'],
  ['gpu-kv', 'gpuKvBytes'],
  ['gpu-recurrent', 'gpuRecurrentBytes'],
  ['gpu-compute', 'gpuComputeBytes'],
  ['gpu-output', 'gpuOutputBytes'],
  ['cpu-model', 'cpuModelBytes'],
  ['cpu-kv', 'cpuKvBytes'],
  ['cpu-recurrent', 'cpuRecurrentBytes'],
  ['cpu-compute', 'cpuComputeBytes'],
  ['cpu-output', 'cpuOutputBytes'],
] as const satisfies readonly (readonly [keyof Buffers, keyof LogFigures])[]

/** Asked for at each buffer of a load. */
function figuresOf(models: readonly ModelBlock[]): LogFigures {
  const sums: Record<string, number> = {}
  for (const { weights, context } of models)
    for (const [key, name] of figureNames) {
      const bytes = weights[key] ?? context?.[key]
      if (bytes !== undefined) sums[name] = (sums[name] ?? 0) + bytes
    }
  for (const [, name] of figureNames) if ((sums[name] ?? 0) > mostBytes.sum) delete sums[name]
  return sums
}
