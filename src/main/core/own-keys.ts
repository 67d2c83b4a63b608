import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openServerKeys, type ServerKeys } from '../settings/server-keys.ts'

const fileName = 'server-keys.json'

/** The keys of this machine's user. They never pass a host that records. */
export const openOwnKeys = (folder: string = settingsFolder()): Promise<ServerKeys> =>
  openServerKeys(createLocalHost(), `${folder}/${fileName}`)
