import type { Changes, Setting } from '../sizer.ts'

/** Several as one: their flags on one line. */
export function settingsTogether(settings: readonly Setting[]): Setting {
  const [first, ...others] = settings
  if (first !== undefined && others.length === 0) return first
  const flags = settings.flatMap(({ flag }) => flag ?? [])
  return {
    flag: flags.length === 0 ? null : flags.join('; '),
    how: { kind: 'several', each: settings.map(({ how }) => how) },
  }
}

/** Another file of the same model. */
export const fileSetting = ({ quantization }: Changes): readonly Setting[] =>
  quantization === undefined
    ? []
    : [{ flag: null, how: { kind: 'act', text: `download its files of ${quantization}` } }]
