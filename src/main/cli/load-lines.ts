import { shownLoad, type ShownLoad } from '../../shared/load-text.ts'
import { cutInMiddle } from '../../shared/model-text.ts'
import { printable } from '../../shared/printable.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'

const maxNameLength = 60
const sizeWidth = 9
const maxCommand = 500
/** More are a count: whoever wants them all reads the JSON. */
const shownLoadCount = 6

type Inventory = Pick<Snapshot, 'findings' | 'loads'>

/** The loads that are under way, and what would help where one will not fit. Empty where there are none. */
export function loadLines(snapshot: Inventory): readonly string[] {
  const { loads } = snapshot
  const moreCount = loads.length - shownLoadCount
  return [
    ...loads.slice(0, shownLoadCount).flatMap((load) => {
      const shown = shownLoad(load, snapshot.findings)
      const figure = shown.needBytes === null ? '' : formatBytes(shown.needBytes)
      return [
        `${figure.padStart(sizeWidth)}  ${lineOf(shown)}`,
        ...adviceLine(shown).map((line) => `${''.padStart(sizeWidth)}  ${line}`),
      ]
    }),
    ...(moreCount > 0 ? [`${''.padStart(sizeWidth)}  ${moreCount} more`] : []),
  ]
}

//   26.1 GB  gemma3:27b  Ollama · will not fit: 3.2 GB too much · loading, 42 % done · as its log says
const lineOf = ({ name, server, verdict, stage, origin, notes }: ShownLoad): string =>
  `${cutInMiddle(name, maxNameLength)}  ${[server, verdict, stage, origin, ...notes]
    .filter((piece) => piece !== null)
    .join(' · ')}`

function adviceLine({ advice }: ShownLoad): readonly string[] {
  if (advice === null) return []
  const [command = null] = advice.steps.map((step) => step.command)
  const how = command === null ? '' : `   ${printable(command.split('\n').join('; '), maxCommand)}`
  return [`try first: ${advice.text}${advice.saves === null ? '' : ` (${advice.saves})`}${how}`]
}

/** `gemma3:27b loading, will not fit: 3.2 GB too much`: the first that is under way, else one that has just failed; null: none. */
export function firstLoadText(snapshot: Inventory): string | null {
  const { loads } = snapshot
  const load =
    loads.find(({ stage }) => stage === 'loading') ?? loads.find(({ stage }) => stage === 'failed')
  if (load === undefined) return null
  const { name, verdict, stage, notes } = shownLoad(load, snapshot.findings)
  const words = load.stage === 'loading' ? [stage, verdict] : [verdict, ...notes]
  return `${cutInMiddle(name, maxNameLength)} ${words.join(', ')}`
}
