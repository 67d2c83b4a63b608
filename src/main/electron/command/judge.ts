import type { CommandLinePart } from '../../../shared/shell.ts'
import { whyMove } from '../../host/own-command.ts'
import type { CommandPlace } from './places.ts'

/** What lies in a place by the name of the command. */
export type Lying =
  | { readonly kind: 'nothing'; readonly isWritable: boolean }
  | { readonly kind: 'link'; readonly target: string }
  /** Or it cannot be looked at. */
  | { readonly kind: 'other' }

export interface Sight {
  readonly place: CommandPlace
  readonly lying: Lying
}

export const commandName = 'headroom'

/** The wrapper of any Headroom.app, wherever that is or was: macOS numbers copies, `Headroom 2.app`. */
const wrapperPattern = /\/Headroom[^/]*\.app\/Contents\/Resources\/bin\/headroom$/

/** Whether a link leads to an app of ours; also where that app has moved, and the link leads nowhere. */
export const isOurs = (target: string, wrapper: string): boolean =>
  target === wrapper || (target.startsWith('/') && wrapperPattern.test(target))

export type Verdict =
  | (Extract<CommandLinePart, { readonly kind: 'ok' }> & { readonly link: string | null })
  | Extract<CommandLinePart, { readonly kind: 'other' }>
  | { readonly kind: 'absent'; readonly reason: string }

/** Where the command is, or would be. `link`: what lies there of ours and is to go first. */
export function judge(
  sights: readonly Sight[],
  wrapper: string,
  isOnPath: (folder: string) => boolean,
): Verdict {
  const at = (
    { place: { folder } }: Sight,
    isInstalled: boolean,
    link: string | null,
  ): Verdict => ({
    kind: 'ok',
    path: `${folder}/${commandName}`,
    isInstalled,
    isOnPath: isOnPath(folder),
    link,
  })
  const linked = sights.flatMap((sight) =>
    sight.lying.kind === 'link' && isOurs(sight.lying.target, wrapper)
      ? [{ sight, target: sight.lying.target }]
      : [],
  )
  const installed = linked.find(({ target }) => target === wrapper)
  if (installed !== undefined) return at(installed.sight, true, wrapper)
  const [old] = linked
  if (old !== undefined) return at(old.sight, false, old.target)
  for (const sight of sights.filter(({ place }) => place.isForNew)) {
    const { lying, place } = sight
    if (lying.kind !== 'nothing') return { kind: 'other', path: `${place.folder}/${commandName}` }
    if (lying.isWritable) return at(sight, false, null)
  }
  return { kind: 'absent', reason: 'no folder for commands can be written to' }
}

/** Why this app is none that a link may lead to; null: it is one. */
export function whyNoCommand(bundle: string | null, isPackaged: boolean): string | null {
  if (!isPackaged || bundle === null) return 'only the packaged app has a command of its own'
  return whyMove(bundle)
}
