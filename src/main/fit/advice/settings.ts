import type { Setting } from '../sizer.ts'

/** Several as one: each flag on a line of its own, as no prompt takes two that are joined. */
export function settingsTogether(settings: readonly Setting[]): Setting {
  const each = settings.flatMap(({ how }) => (how.kind === 'several' ? how.each : [how]))
  const flags = settings.flatMap(({ flag }) => flag ?? [])
  const [first, ...others] = each
  return {
    flag: flags.length === 0 ? null : flags.join('\n'),
    how: first !== undefined && others.length === 0 ? first : { kind: 'several', each },
  }
}
