import { numberOf, spokenAppName } from '../../../shared/app-name.ts'
import type { App } from '../../../shared/app.ts'
import { capital } from '../../../shared/fit-text.ts'
import { cutInMiddle } from '../../../shared/model-text.ts'
import { englishVoice, type Voice } from '../../../shared/phrases/voice.ts'
import { printable } from '../../../shared/printable.ts'
import { timeOf } from '../../../shared/relief-text.ts'
import { isNoticeableGrowth, nameOfMemoryKind } from '../../../shared/showing.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { formatBytes, formatGrowth, formatRatio } from '../../../shared/units.ts'
import { actEntry, quitActOf } from './let-go.ts'
import { textEntries, type MenuEntry } from './menu-entry.ts'

/** More of them than models make the menu longer than what it is opened for. */
const shownAppCount = 5
/** What holds less is not what anybody looks for, unless it has a share of the GPU's time. */
const leastBytes = 0.5e9
const leastGpuRatio = 0.01
const maxNameLength = 40
const maxWordsLength = 200

/** The biggest apps, each with a menu of its own: what it takes, and how it is quit, or why it is not. */
export function appEntries(
  { apps, mode }: Pick<Snapshot, 'apps' | 'mode'>,
  voice: Voice = englishVoice,
): readonly MenuEntry[] {
  const shown = biggestOf(apps)
  return shown.length === 0
    ? []
    : [{ kind: 'line' }, ...shown.map((app) => appEntry(app, { apps, mode }, voice))]
}

/** By memory, as they come; the last place is for whoever takes most of the GPU's time, if it is not there already. */
function biggestOf(apps: readonly App[]): readonly App[] {
  const worthwhile = apps.filter((app) => app.memoryBytes >= leastBytes || usesGpu(app))
  const biggest = worthwhile.slice(0, shownAppCount)
  const [busiest] = worthwhile.filter(usesGpu).toSorted((a, b) => ratioOf(b) - ratioOf(a))
  if (busiest === undefined || biggest.includes(busiest)) return biggest
  return [...biggest.slice(0, shownAppCount - 1), busiest]
}

const ratioOf = ({ gpuRatio }: App): number => gpuRatio ?? 0
const usesGpu = (app: App): boolean => ratioOf(app) >= leastGpuRatio

function appEntry(
  app: App,
  { apps, mode }: Pick<Snapshot, 'apps' | 'mode'>,
  voice: Voice,
): MenuEntry {
  const { say, figure } = voice
  const { detail, memoryBytes, memoryKind, gpuRatio, growthBytesPerMinute: growth } = app
  const shortName = cutInMiddle(printable(app.name, maxWordsLength), maxNameLength)
  const name = spokenAppName(shortName, numberOf(app, apps)) // also of one that is not in the menu
  const memory = figure(formatBytes(memoryBytes))
  const share = gpuRatio === null ? null : say(timeOf(gpuRatio))
  const facts = [
    detail === null ? null : capital(say(printable(detail, maxWordsLength))),
    `${memory} (${say(nameOfMemoryKind[memoryKind])})`,
    share,
    growth !== null && isNoticeableGrowth(growth) ? say(formatGrowth(growth)) : null,
  ]
  return {
    kind: 'menu',
    label: `${name}  ${memory}${usesGpu(app) ? ` · GPU ${figure(formatRatio(ratioOf(app)))}` : ''}`,
    entries: [
      ...facts.flatMap((fact) => (fact === null ? [] : textEntries(fact))),
      ...quitEntries(app, mode, voice),
    ],
  }
}

function quitEntries(
  { id, quit }: App,
  mode: Snapshot['mode'],
  { say }: Voice,
): readonly MenuEntry[] {
  const words = (text: string): readonly MenuEntry[] =>
    textEntries(capital(say(printable(text, maxWordsLength))))
  if (quit.kind === 'none') return words(`cannot be quit from here: ${quit.reason}`)
  if (mode === 'replay') return words('cannot be quit from here: this is a recording')
  const act = quitActOf({ id, quit })
  return [
    ...(quit.risk === null ? [] : words(quit.risk)),
    ...(act === null ? [] : [actEntry(say('Quit'), act)]),
  ]
}
