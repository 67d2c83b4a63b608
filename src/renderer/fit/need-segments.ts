import type { FitShown } from '../../shared/fit-shown.ts'
import type { FitParts } from '../../shared/fit.ts'
import type { Tone } from '../ui/tone.ts'

/** What the Snapshot says of the machine. */
export interface MachineShape {
  /** Its GPU's memory is its RAM. */
  readonly isUnified: boolean
  /** null where it is not known. */
  readonly ramBytes: number | null
}

/** What a load takes, beside what is taken already and what would be left: of the GPU's memory, or of the RAM. */
export interface NeedSegments {
  readonly title: NeedTitle
  /** The room that would be left stands last. */
  readonly segments: readonly NeedSegment[]
  readonly beyondBytes: number
}

/** Of a line of which only the room is known, it is the room that is shown. */
export type NeedTitle = LineTitle | `${LineTitle}Room`
type LineTitle = 'metal' | 'gpu' | 'ram'

export interface NeedSegment {
  readonly part: keyof FitParts | 'taken' | 'rest' | 'left'
  readonly tone: Tone
  readonly bytes: number
}

const tones: Readonly<Record<keyof FitParts, Tone>> = {
  weightsBytes: 'programs',
  kvBytes: 'wired',
  recurrentBytes: 'wired',
  computeBytes: 'compressed',
  outputBytes: 'compressed',
  projectorBytes: 'shared',
  draftBytes: 'shared',
  overheadBytes: 'shared',
}
const order = [
  'weightsBytes',
  'draftBytes',
  'projectorBytes',
  'kvBytes',
  'recurrentBytes',
  'computeBytes',
  'outputBytes',
  'overheadBytes',
] as const satisfies readonly (keyof FitParts)[]

/** Smaller ones are one part together: a legend is looked at, not read. */
const leastShare = 0.01

interface Line {
  readonly title: LineTitle
  /** null: it is not known how much there is in all. */
  readonly wholeBytes: number | null
  readonly roomBytes: number
  readonly parts: FitParts
}

/** On the line that is shorter: that one decides. null: no room is known. */
export function needSegments(shown: FitShown, machine: MachineShape): NeedSegments | null {
  const [first, ...others] = linesOf(shown, machine)
  if (first === undefined) return null
  const excess = ({ parts, roomBytes }: Line): number => sumOf(parts) - roomBytes
  return segmentsOf(
    others.reduce((worst, line) => (excess(line) > excess(worst) ? line : worst), first),
  )
}

function linesOf({ fit, room }: FitShown, machine: MachineShape): readonly Line[] {
  const { gpuRoomBytes, ramRoomBytes, limitBytes } = room
  const isOnCpuAlone = gpuRoomBytes === null
  const inRam = isOnCpuAlone || machine.isUnified ? fit.parts : less(fit.parts, fit.onGpu)
  return [
    ...(gpuRoomBytes === null
      ? []
      : [
          {
            title: machine.isUnified ? ('metal' as const) : ('gpu' as const),
            wholeBytes: limitBytes,
            roomBytes: gpuRoomBytes,
            parts: fit.onGpu,
          },
        ]),
    ...(ramRoomBytes === null
      ? []
      : [
          {
            title: 'ram' as const,
            wholeBytes: machine.ramBytes,
            roomBytes: ramRoomBytes,
            parts: inRam,
          },
        ]),
  ]
}

function segmentsOf({ title, wholeBytes, roomBytes, parts }: Line): NeedSegments {
  const needBytes = sumOf(parts)
  const takenBytes = wholeBytes === null ? 0 : Math.max(0, wholeBytes - roomBytes)
  const isShown = (part: keyof FitParts): boolean => parts[part] >= leastShare * needBytes
  const shown = order.filter((part) => parts[part] > 0 && isShown(part))
  const shownBytes = shown.reduce((sum, part) => sum + parts[part], 0)
  return {
    title: wholeBytes === null ? (`${title}Room` as const) : title,
    segments: [
      { part: 'taken', tone: 'other', bytes: takenBytes },
      ...shown.map((part) => ({ part, tone: tones[part], bytes: parts[part] })),
      { part: 'rest', tone: 'shared', bytes: needBytes - shownBytes },
      { part: 'left', tone: 'room', bytes: Math.max(0, roomBytes - needBytes) },
    ],
    beyondBytes: Math.max(0, needBytes - roomBytes),
  }
}

const less = (parts: FitParts, others: FitParts): FitParts => ({
  weightsBytes: parts.weightsBytes - others.weightsBytes,
  kvBytes: parts.kvBytes - others.kvBytes,
  recurrentBytes: parts.recurrentBytes - others.recurrentBytes,
  computeBytes: parts.computeBytes - others.computeBytes,
  outputBytes: parts.outputBytes - others.outputBytes,
  projectorBytes: parts.projectorBytes - others.projectorBytes,
  draftBytes: parts.draftBytes - others.draftBytes,
  overheadBytes: parts.overheadBytes - others.overheadBytes,
})

const sumOf = (parts: FitParts): number => order.reduce((sum, part) => sum + parts[part], 0)
