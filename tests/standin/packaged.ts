import { basename, dirname, join } from 'node:path'

export interface PackagedFolders {
  readonly resources: string
  /** In place of `app.asar`. */
  readonly app: string
}

/**
 * Of an app that was packaged: its executable is a link to the stand-in by the name of the app, in `Contents/MacOS`. null for
 * Electron's own, which runs the folder that it is given. As the real one, it goes by the name.
 */
export function packagedFolders(executable: string): PackagedFolders | null {
  if (basename(executable).toLowerCase() === 'electron') return null
  const resources = join(dirname(dirname(executable)), 'Resources')
  return { resources, app: join(resources, 'app') }
}
