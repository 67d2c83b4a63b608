/** A folder that may hold the command. */
export interface CommandPlace {
  readonly folder: string
  /** Also for a link that is not there yet. Homebrew's own folder is not: what lies in it is Homebrew's, as the cask's link is. */
  readonly isForNew: boolean
  /** It belongs to the user, and is made where it is not there. */
  readonly isMade: boolean
}

export interface PlacesOptions {
  readonly homeFolder: string
  /** The variable PATH of this process; an app that Finder has started knows only the system's folders. */
  readonly searched: string
}

const ofMac = '/usr/local/bin'
const ofHomebrew = '/opt/homebrew/bin'

/**
 * Where the command may lie, the best first: a folder of the user's own that is searched already; the Mac's, where the user may
 * write to it; one that is made. An administrator is never asked: a link to a program of the user's is the user's matter.
 */
export function commandPlaces({ homeFolder, searched }: PlacesOptions): readonly CommandPlace[] {
  const own = [`${homeFolder}/.local/bin`, `${homeFolder}/bin`]
  const known = searched.split(':')
  const places = [
    ...own
      .filter((folder) => known.includes(folder))
      .map((folder) => place(folder, { isMade: true })),
    place(ofMac),
    place(ofHomebrew, { isForNew: false }),
    ...own.map((folder) =>
      place(folder, { isForNew: folder.endsWith('/.local/bin'), isMade: true }),
    ),
  ]
  return places.filter(
    ({ folder }, index) => places.findIndex((one) => one.folder === folder) === index,
  )
}

const place = (
  folder: string,
  { isForNew = true, isMade = false }: { isForNew?: boolean; isMade?: boolean } = {},
): CommandPlace => ({ folder, isForNew, isMade })

/** Whether shells find what lies there: `/etc/paths` is what macOS gives each of them. */
export const isSearched = (folder: string, searched: string, systemPaths: string): boolean =>
  [...searched.split(':'), ...systemPaths.split('\n')].some((one) => one.trim() === folder)
