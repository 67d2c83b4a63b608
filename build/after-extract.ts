// electron-builder runs it when Electron stands in the folder that becomes the app.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** From a folder electron-builder takes all that it finds, also the app that Electron shows when it has none. */
export async function afterExtract({ appOutDir }: { readonly appOutDir: string }): Promise<void> {
  await rm(join(appOutDir, 'Electron.app', 'Contents', 'Resources', 'default_app.asar'))
}
