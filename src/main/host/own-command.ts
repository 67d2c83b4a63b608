import { join } from 'node:path'
import { packageRoot } from './package-root.ts'

/** What a process tells of how Headroom runs in it. */
export interface OwnProcess {
  readonly execPath: string
  readonly platform: string
  readonly isElectron: boolean
  /** Electron's own binary runs a folder, and not a packaged app of ours. */
  readonly isDefaultApp: boolean
  readonly packageRoot: string
}

type Argv = readonly [string, ...string[]]

/** How this very Headroom is started for its command line; what it is to do stands behind. */
export function commandLineOf(own: OwnProcess): Argv {
  if (!own.isElectron) return [own.execPath, join(own.packageRoot, 'bin', 'headroom.mjs')]
  return [own.execPath, ...folderOf(own), '--cli', '--']
}

/**
 * How the menu bar of this app is started from its own command line; null where it is none. By `open` macOS makes it an app of its
 * own, which outlives the terminal, and shows the one that runs already.
 */
export function menuBarOf(own: OwnProcess, args: readonly string[]): Argv | null {
  if (!own.isElectron) return null
  const bundle = own.platform === 'darwin' && !own.isDefaultApp ? bundleOf(own.execPath) : null
  if (bundle === null) return [own.execPath, ...folderOf(own), ...args]
  return ['/usr/bin/open', '-a', bundle, ...(args.length === 0 ? [] : ['--args', ...args])]
}

/** `/Applications/Headroom.app`, of what runs in it; null outside of apps. */
export const bundleOf = (execPath: string): string | null =>
  /^(\/.*\.app)\/Contents\/MacOS\/[^/]+$/s.exec(execPath)?.[1] ?? null

/** Why nothing that stays may lead to an app in this place; null: it may. */
export function whyMove(bundle: string): string | null {
  if (bundle.includes('/AppTranslocation/')) return `macOS runs Headroom from a copy: ${moveIt}`
  // an image, or a disk: what leads there leads nowhere without it
  if (bundle.startsWith('/Volumes/'))
    return `Headroom runs from a disk that may be taken out: ${moveIt}`
  return null
}

const moveIt = 'move it into Applications first'

const folderOf = ({ isDefaultApp, packageRoot: folder }: OwnProcess): readonly string[] =>
  isDefaultApp ? [folder] : []

export const ownProcess = (): OwnProcess => ({
  execPath: process.execPath,
  platform: process.platform,
  isElectron: process.versions['electron'] !== undefined,
  isDefaultApp: 'defaultApp' in process && process.defaultApp === true,
  packageRoot,
})
