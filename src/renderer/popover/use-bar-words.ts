import { shownEngineLines } from '../../shared/engine-lines.ts'
import type { MemoryBar, StretchKind } from '../../shared/memory-bar.ts'
import type { Limit, Snapshot } from '../../shared/snapshot.ts'
import { formatBytes, formatRoom, formatSum } from '../../shared/units.ts'
import type { BarEntry, BarTick } from '../charts/RoomBar.tsx'
import type { Tone } from '../ui/tone.ts'
import { useWords } from '../words/use-words.ts'

const toneOf: Readonly<Record<StretchKind, Tone>> = {
  weights: 'programs',
  kv: 'wired',
  compute: 'compressed',
  models: 'shared',
  gpuOther: 'kernel',
  gpuInUse: 'programs',
  room: 'room',
  held: 'held',
  free: 'free',
  unattributed: 'unattributed',
  rest: 'other',
  programs: 'programs',
  shared: 'shared',
  kernel: 'kernel',
  wired: 'wired',
  compressed: 'compressed',
  other: 'other',
}

export interface BarWords {
  /** `RAM` */
  readonly name: string
  /** `34.4 GB` */
  readonly whole: string
  readonly entries: readonly BarEntry[]
  readonly ticks: readonly BarTick[]
  readonly beyond: string | null
  readonly spoken: string
  readonly agoText: string | null
}

/** A bar in words and figures: those of the legend come to that of the whole, and the room is that of the headline. */
export function useBarWords(snapshot: Snapshot, bar: MemoryBar, ago: string | null): BarWords {
  const { t, say, figure } = useWords()
  const shown = formatSum(
    bar.stretches.map(({ bytes }) => bytes),
    bar.stretches.findIndex(({ kind }) => kind === 'room'),
  )
  const entries = bar.stretches.map(({ kind, bytes }, index): BarEntry => {
    const shownBytes = shown.parts[index] ?? ''
    const isRoom = kind === 'room'
    return {
      kind,
      name: t(`overview.part.${kind}`),
      tone: toneOf[kind],
      bytes,
      // below 1 GB in its own unit, as the headline has it
      figure: figure(isRoom && bytes > 0 ? formatRoom(bytes) : shownBytes),
      isNamed: isRoom || !/^0(\.0+)? /.test(shownBytes),
    }
  })
  const { gpu } = snapshot
  const cards = gpu.kind === 'ok' ? gpu.devices.length : 1
  const name =
    bar.line !== 'gpu'
      ? t('overview.whole.ram')
      : t('overview.whole.gpu', { count: Math.max(1, cards) })
  const whole = figure(shown.total)
  const ticks = useTicks(bar)
  const beyond =
    bar.beyondBytes > 0
      ? t('overview.bar.beyond', { bytes: figure(formatBytes(bar.beyondBytes)) })
      : null
  const agoText = ago === null ? null : say(ago)
  const parts = entries
    .filter(({ isNamed }) => isNamed)
    .map((entry) => `${entry.name} ${entry.figure}`)
  const about = [agoText, ...ticks.map((tick) => tick.spoken), beyond].filter((one) => one !== null)
  const line = t('overview.bar.spoken', {
    name,
    whole,
    parts: parts.join(t('overview.joint.part')),
  })
  return {
    name,
    whole,
    entries,
    ticks,
    beyond,
    agoText,
    spoken: [line, ...about].join(t('overview.joint.clause')),
  }
}

interface SpokenTick extends BarTick {
  readonly spoken: string
}

/** The limit with the engines that end there, then the lines of the others. */
function useTicks({ limit, engineLines }: MemoryBar): readonly SpokenTick[] {
  const { t, say, figure } = useWords()
  const linesOf = (lines: Limit['engineLines']) =>
    shownEngineLines({ engineLines: lines }).map(({ text, meaning }) => ({
      text: say(text),
      meaning: say(meaning),
    }))
  const atLimit = engineLines.filter(({ lineBytes }) => lineBytes === limit?.lineBytes)
  const groups = Map.groupBy(
    engineLines.filter((line) => !atLimit.includes(line)),
    ({ lineBytes }) => lineBytes,
  )
  const engines = [...groups].map(([lineBytes, lines]): SpokenTick => {
    const shown = linesOf(lines)
    const name = shown.map(({ text }) => text).join(t('overview.joint.part'))
    const meaning = shown.map((line) => line.meaning).join(t('overview.joint.clause'))
    return { kind: 'engine', bytes: lineBytes, name, meaning, spoken: name }
  })
  if (limit === null) return engines
  const said = t(limit.isEstimated ? 'overview.bar.limitEstimated' : 'overview.bar.limit', {
    bytes: figure(formatBytes(limit.lineBytes)),
  })
  const shown = linesOf(atLimit)
  const ends = shown.map(({ text }) => text).join(t('overview.joint.clause'))
  return [
    {
      kind: 'limit',
      bytes: limit.lineBytes,
      name: [said, atLimit.map(({ engine }) => engine).join(', ')]
        .filter((one) => one !== '')
        .join(' · '),
      meaning:
        ends === ''
          ? null
          : [ends, ...new Set(shown.map((line) => line.meaning))].join(
              t('overview.joint.sentence'),
            ),
      spoken: [said, ends].filter((one) => one !== '').join(t('overview.joint.clause')),
    },
    ...engines,
  ]
}
