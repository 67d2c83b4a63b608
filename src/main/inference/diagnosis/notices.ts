import type { LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { LogNoticeFigures } from '../../../shared/log-notice.ts'
import { factsOf, type LoadState } from '../logs/load-state.ts'
import type { LogLine } from '../logs/log-line.ts'
import { hasInstant, instantIn, uptimeIn } from '../logs/log-text.ts'
import type { LogEvent } from '../logs/message-form.ts'
import { ownLine } from '../logs/own-text.ts'
import { loadNoticeIn, promptNoticeIn } from './foretell.ts'
import type { Loads } from './loads.ts'
import type { Notice } from './notice.ts'

/** What the figures of one log give notice of. */
export interface Notices {
  /** What a line has said, after its load has taken it. `lineCount`: how many have been read. */
  take(event: LogEvent, line: LogLine, lineCount: () => number): void
  /** What a line above has given notice of has come. */
  failed(port: number | null, line: LogLine): void
  /** Of loads that go on, and of the last prompts. */
  now(): readonly Notice[]
  /** The first that stood in this load; null: none did. */
  firstOf(load: number): Notice | null
}

/** Of one child: what its load needs, and what its prompt. */
interface Standing {
  /** Of the load that it is of. */
  readonly number: number
  readonly ofLoad: Notice | null
  readonly ofPrompt: Notice | null
  /** How much a slot holds, and how long the prompt is at least that is compared with it; null where it is not told. */
  readonly slotTokens: number | null
  readonly leastTokens: number | null
}

const nothing: Omit<Standing, 'number'> = {
  ofLoad: null,
  ofPrompt: null,
  slotTokens: null,
  leastTokens: null,
}

export function createNotices(loads: Loads): Notices {
  const standing = new Map<number | null, Standing>()
  /** `load`: how many had begun when it was given. */
  let first: { readonly notice: Notice; readonly load: number } | null = null

  const of = (port: number | null, { number }: LoadState): Standing => {
    const held = standing.get(port)
    return held?.number === number ? held : { ...nothing, number }
  }

  /** Of a program that starts its children anew and anew. */
  const forgetGone = (): void => {
    for (const port of standing.keys()) if (!loads.states().has(port)) standing.delete(port)
  }

  return {
    take: (event, line, lineCount) => {
      const port = loads.port()
      const state = loads.state()
      const noticed = (figures: LogNoticeFigures | null): Notice | null => {
        if (figures === null) return null
        return {
          figures,
          line: ownLine(line),
          modelPath: factsOf(state).modelPath ?? null,
          port,
          load: state.number,
          lastAtMs: hasInstant(line.printed) ? instantIn(line.printed) : null,
          uptimeMs: uptimeIn(line.printed),
          lineCount: lineCount(),
        }
      }
      const before = of(port, state)
      const next = step(before, event, state, noticed)
      if (next === before) return
      if (!standing.has(port)) forgetGone()
      standing.set(port, next)
      const told = [next.ofPrompt, next.ofLoad].find((one) => one !== null && !isIn(before, one))
      if (told && first?.load !== loads.begun()) first = { notice: told, load: loads.begun() }
    },
    failed: (port, line) => {
      const held = standing.get(port)
      if (held === undefined) return
      const left = (notice: Notice | null) => (notice?.line.number === line.number ? notice : null)
      standing.set(port, { ...held, ofLoad: left(held.ofLoad), ofPrompt: left(held.ofPrompt) })
    },
    now: () =>
      [...standing].flatMap(([port, { number, ofLoad, ofPrompt }]) => {
        const state = loads.states().get(port)
        if (state?.number !== number || isOver(state)) return []
        return [ofLoad, ofPrompt].filter((notice) => notice !== null)
      }),
    firstOf: (load) => (first?.load === load ? first.notice : null),
  }
}

const isIn = ({ ofLoad, ofPrompt }: Standing, notice: Notice): boolean =>
  notice === ofLoad || notice === ofPrompt

const isOver = ({ stage }: LoadState): boolean => stage === 'failed' || stage === 'ended'

type Noticed = (figures: LogNoticeFigures | null) => Notice | null

/** Answers with the same object where the event tells nothing that matters here. */
function step(held: Standing, event: LogEvent, state: LoadState, noticed: Noticed): Standing {
  switch (event.kind) {
    case 'facts':
      return withFacts(held, event.facts, state, noticed)
    case 'buffer':
      return tellsOfLoad(state) && hasLine(state) ? withLoadNotice(held, state, noticed) : held
    case 'dry-run':
      return event.isOver && tellsOfLoad(state) ? withLoadNotice(held, state, noticed) : held
    case 'loaded':
      return held.ofLoad === null ? held : { ...held, ofLoad: null }
    case 'slot':
      return { ...held, ofPrompt: null, slotTokens: event.tokens, leastTokens: null }
    case 'likeness': {
      const leastTokens = Math.floor((held.slotTokens ?? 0) * event.leastRatio)
      return withLeast({ ...held, slotTokens: null, leastTokens }, state, noticed)
    }
    case 'load':
    case 'model':
    case 'context':
    case 'load-failed':
    case 'ended':
    case 'child-ended':
    case 'refused-elsewhere':
    case 'unexplained':
    case 'intel-build':
    case 'program':
    case 'symptom':
      return held
  }
}

/** What a load needs is told while it goes on; what is tried out is not what it will be. */
const tellsOfLoad = ({ stage, isDry }: LoadState): boolean =>
  !isDry && (stage === 'loading' || stage === 'unknown')

/** Without a limit no buffer is one too many; a load has many. */
const hasLine = ({ facts, machineFacts }: LoadState): boolean =>
  (machineFacts.limitBytes ?? machineFacts.allocationLimitBytes ?? facts.freeBytes) !== undefined

const loadFigures = [
  'requiredBytes',
  'availableBytes',
  'freeBytes',
  'limitBytes',
  'systemFreeBytes',
  'allocatedBytes',
  'allocationLimitBytes',
  'gpuModelBytes',
  'gpuKvBytes',
  'gpuComputeBytes',
] as const satisfies readonly (keyof LogFacts)[]

/** What is needed is told beside a model that is loaded as well: of the next one. */
const figuresAtWork = ['requiredBytes'] as const

/** They tell what they hold as they work, over and over. */
const tellHeldAtWork: ReadonlySet<LogProgram | null> = new Set([
  'mlx',
  'mlx-lm',
  'vllm-mlx',
  'omlx',
  'exo',
])

/** What a model holds once it is loaded is seen by the machine, and is no load that may not fit. */
const isHeldByLoad = (state: LoadState): boolean =>
  state.stage === 'loading' || (tellsOfLoad(state) && !tellHeldAtWork.has(state.program))

function withoutHeld({
  allocatedBytes: _allocated,
  gpuModelBytes: _model,
  gpuKvBytes: _kv,
  gpuRecurrentBytes: _recurrent,
  gpuComputeBytes: _compute,
  ...others
}: LogFacts): LogFacts {
  return others
}

function withFacts(
  before: Standing,
  facts: LogFacts,
  state: LoadState,
  noticed: Noticed,
): Standing {
  const names = tellsOfLoad(state) ? loadFigures : figuresAtWork
  const isTold = !state.isDry && !isOver(state) && names.some((name) => name in facts)
  const held = isTold ? withLoadNotice(before, state, noticed) : before
  if (facts.promptTokens !== undefined) {
    const ofPrompt = noticed(promptNoticeIn(facts.promptTokens, state.facts))
    return { ...held, ofPrompt, leastTokens: null }
  }
  return facts.contextTokens === undefined ? held : withLeast(held, state, noticed)
}

function withLoadNotice(held: Standing, state: LoadState, noticed: Noticed): Standing {
  const told = factsOf(state)
  const { requiredBytes, ...others } = isHeldByLoad(state) ? told : withoutHeld(told)
  const facts =
    requiredBytes === undefined || state.isFitted ? others : { ...others, requiredBytes }
  const figures = loadNoticeIn(facts)
  if (isSame(figures, held.ofLoad?.figures ?? null)) return held
  return { ...held, ofLoad: noticed(figures) }
}

function withLeast(held: Standing, state: LoadState, noticed: Noticed): Standing {
  if (held.leastTokens === null) return held
  const figures = promptNoticeIn(held.leastTokens, state.facts, true)
  if (isSame(figures, held.ofPrompt?.figures ?? null)) return held
  return { ...held, ofPrompt: noticed(figures) }
}

const isSame = (one: LogNoticeFigures | null, other: LogNoticeFigures | null): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)
