import type { EndKind, EndSignature } from '../../../shared/black-box.ts'
import type { LeftBehind } from '../../history/flight/left-behind.ts'
import type { EndedBySystem, EndSigns } from './end-signs.ts'

export interface JudgedEnd {
  readonly end: EndKind
  readonly signatures: readonly EndSignature[]
  /** The newest last. */
  readonly ended: readonly EndedBySystem[]
  /** Headroom itself has crashed, as the system says. */
  readonly hasCrashed: boolean
  /** Whether looking again may tell more. */
  readonly isConclusive: boolean
}

export interface EndFacts extends Pick<LeftBehind, 'pid' | 'isOtherBoot'> {
  /** The system may write its report later than Headroom looks. */
  readonly mayComeLater: boolean
}

const mostSignatures = 6

/** How a run came to its end, by what it left and by what the system says. A kill is claimed only where the system names it. */
export function judgeEnd({ pid, isOtherBoot, mayComeLater }: EndFacts, signs: EndSigns): JudgedEnd {
  const isOwn = (one: EndedBySystem): boolean => one.pid === pid
  const ended = signs.ended.filter((one) => one.isForMemory || isOwn(one))
  const known = (end: EndKind, first: readonly EndSignature[]): JudgedEnd => ({
    end,
    signatures: [
      ...new Set([...first, ...ended.map(({ signature }) => signature), ...signs.others]),
    ].slice(0, mostSignatures),
    ended,
    hasCrashed: false,
    isConclusive: true,
  })
  const [panic] = signs.panics
  // a panic starts the machine anew: a report beside the same boot is of another time
  if (panic !== undefined && isOtherBoot !== false)
    return known(endOfPanic[panic.cause], [panic.signature])
  if (isOtherBoot === true) {
    const isKnown = signs.wouldTell && !mayComeLater
    return { ...known(isKnown ? 'power-loss' : 'unknown', []), isConclusive: isKnown }
  }
  const telling = ended.filter((one) => isOwn(one) || (one.isForMemory && one.isEngine))
  const last = telling.at(-1)
  if (last !== undefined)
    // the one that the title names stands last
    return {
      ...known('killed', [last.signature]),
      ended: [...ended.filter((one) => one !== last), last],
    }
  const crash = signs.ownCrash === null ? [] : [signs.ownCrash]
  const end = isOtherBoot === false || crash.length > 0 ? 'ended' : 'unknown'
  const hasCrashed = crash.length > 0
  return { ...known(end, crash), hasCrashed, isConclusive: hasCrashed || !mayComeLater }
}

const endOfPanic = {
  'gpu-driver': 'gpu-panic',
  memory: 'memory-panic',
  other: 'panic',
} as const satisfies Readonly<Record<string, EndKind>>
