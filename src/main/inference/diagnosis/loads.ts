import type { LogProgram } from '../../../shared/finding.ts'
import { nothingSaid, stepLoad, type LoadState } from '../logs/load-state.ts'
import type { LogEvent } from '../logs/message-form.ts'

/** A child that is started anew on another port leaves its state behind: the oldest of many go. */
const maxChildren = 50

/** The loads of one log, those of a program's children apart where the log tells them apart by their ports. */
export interface Loads {
  /** Whose line comes now, where its prefix says so (a router's children). */
  speakOf(port: number | null): void
  /** `program`: whose words the line has. Another engine's are of another load. */
  take(event: LogEvent, program: LogProgram): void
  state(): LoadState
  states(): ReadonlyMap<number | null, LoadState>
  /** Of the child that is spoken of; null: the program itself. */
  port(): number | null
  /** The child that is spoken of was started last, and another is loaded as well: a line that names none may be of either. */
  isEither(): boolean
  /** How many loads had begun when the last one of this child did; 0 where none has. */
  numberOf(port: number | null): number
  /** How many loads have begun. */
  begun(): number
}

/** `program`: whose log it is, where that is known otherwise; it may become known later. */
export function createLoads(program: () => LogProgram | null): Loads {
  const states = new Map<number | null, LoadState>([[null, nothingSaid]])
  const numbers = new Map<number | null, number>()
  const isAnotherEngine = createEngineChange()
  let current = nothingSaid
  let spokenOf: number | null = null
  /** Ollama's children have no prefix: what follows the start of one is of that one. */
  let startedLast: number | null = null
  let begun = 0

  const turnTo = (port: number | null): void => {
    if (port === spokenOf) return
    spokenOf = port
    current = { ...(states.get(port) ?? nothingSaid), ...sharedBy(current), port }
    states.set(port, current)
    dropOldest(port, states, numbers)
    isAnotherEngine.forgetGone(states)
  }

  const end = (port: number): void => {
    const ended = states.get(port)
    if (ended === undefined) return
    states.set(port, stepLoad(ended, { kind: 'ended' }))
    if (port === spokenOf) current = states.get(port) ?? current
    if (port === startedLast) startedLast = loadedIn(states).at(-1) ?? port
  }

  const start = (port: number, modelPath: string | null): void => {
    othersOf(states, port, modelPath).forEach(end)
    startedLast = port
    turnTo(port)
  }

  return {
    speakOf: (port) => turnTo(port ?? startedLast),
    take: (event, words) => {
      if (event.kind === 'child-ended') return end(event.port)
      if (event.kind === 'load' && event.port !== null) start(event.port, event.modelPath)
      const before = whoseIs(current, program())
      const isOther = isOfLoad(event) && isAnotherEngine.after(spokenOf, words)
      current = stepLoad(isOther ? stepLoad(before, anotherLoad) : before, event)
      states.set(spokenOf, current)
      // a load that its child tells again is no other one
      const isRetold = before.isAnnounced && current.number === before.number
      if (current.number === before.number && (event.kind !== 'load' || isRetold)) return
      begun += 1
      numbers.set(spokenOf, begun)
    },
    state: () => current,
    states: () => states,
    port: () => spokenOf,
    isEither: () =>
      startedLast === spokenOf && current.stage === 'loaded' && loadedIn(states).length > 1,
    numberOf: (port) => numbers.get(port) ?? 0,
    begun: () => begun,
  }
}

type Engine = 'ggml' | 'mlx' | 'torch'

/** Programs that run one engine only: what is pasted from a terminal may be of several, one behind the other. */
const engineOf: Readonly<Partial<Record<LogProgram, Engine>>> = {
  'llama.cpp': 'ggml',
  'llama-cpp-python': 'ggml',
  'whisper.cpp': 'ggml',
  koboldcpp: 'ggml',
  mlx: 'mlx',
  'mlx-lm': 'mlx',
  'vllm-mlx': 'mlx',
  omlx: 'mlx',
  exo: 'mlx',
  pytorch: 'torch',
  comfyui: 'torch',
}

/** Figures alone do not tell whose load it is: one log may have lines of two engines. */
const isOfLoad = ({ kind }: LogEvent): boolean => kind === 'symptom' || kind === 'model'

/** Whether words are of another engine than those before, of each child by itself. */
function createEngineChange() {
  const engines = new Map<number | null, Engine>()
  return {
    after: (port: number | null, words: LogProgram): boolean => {
      const before = engines.get(port)
      const engine = engineOf[words] ?? before
      if (engine !== undefined) engines.set(port, engine)
      return before !== undefined && before !== engine
    },
    forgetGone: (states: States): void => {
      for (const port of engines.keys()) if (!states.has(port)) engines.delete(port)
    },
  }
}

const anotherLoad: LogEvent = { kind: 'load', modelPath: null, port: null }

function dropOldest(
  kept: number | null,
  states: Map<number | null, unknown>,
  numbers: Map<number | null, unknown>,
): void {
  const oldest = [...states.keys()].find((port) => port !== null && port !== kept)
  if (states.size <= maxChildren || oldest === undefined) return
  states.delete(oldest)
  numbers.delete(oldest)
}

type States = ReadonlyMap<number | null, LoadState>

const loadedIn = (states: States): readonly number[] =>
  [...states].flatMap(([port, { stage }]) => (port !== null && stage === 'loaded' ? port : []))

/** A program of many children has one for each model: another for the same takes the place of the first. */
const othersOf = (states: States, port: number, modelPath: string | null): readonly number[] =>
  [...states].flatMap(([other, { facts }]) =>
    other !== null && other !== port && modelPath !== null && facts.modelPath === modelPath
      ? other
      : [],
  )

/** llama.cpp inside another program is not whose log it is; only its lines may have been read so far. */
const whoseIs = (state: LoadState, program: LogProgram | null): LoadState =>
  program === null || (state.program ?? 'llama.cpp') !== 'llama.cpp' || state.program === program
    ? state
    : { ...state, program }

/** What is said of the program and of the machine holds for all its children. */
const sharedBy = ({ machineFacts, program, version, isIntelBuild }: LoadState) => ({
  machineFacts,
  program,
  version,
  isIntelBuild,
})
