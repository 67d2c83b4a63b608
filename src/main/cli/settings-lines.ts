import type { EffectiveSettings } from '../../shared/doctor.ts'
import { printable } from '../../shared/printable.ts'

const mostListed = 200

/** The settings that are in force; those that were chosen are marked. */
export function settingsLines({ file, lines, serverKeys }: EffectiveSettings): readonly string[] {
  if (file === null) return []
  const width = Math.max(0, ...lines.map(({ name }) => name.length))
  const shown = lines.map(({ name, value, isDefault }) =>
    `${isDefault ? ' ' : '*'} ${name.padEnd(width)} ${printable(value, mostListed)}`.trimEnd(),
  )
  const chosenCount = lines.filter(({ isDefault }) => !isDefault).length
  const heading =
    chosenCount === 0
      ? 'settings: all as they come'
      : `settings: ${chosenCount} chosen (*), the others as they come`
  const keys = serverKeys.map((server) => `  a key is kept for ${printable(server)}`)
  return ['', `${heading}, in ${printable(file, mostPath)}`, ...shown, ...keys]
}

/** A path is never cut. */
const mostPath = 4_200
