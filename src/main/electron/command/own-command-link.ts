import { app } from 'electron'
import type { Host } from '../../host/host.ts'
import { bundleOf } from '../../host/own-command.ts'
import { surroundings } from '../../host/surroundings.ts'
import { createCommandLink, type CommandLink } from './command-link.ts'
import { whyNoCommand } from './judge.ts'

/** Of this app, for the user who runs it. */
export function openCommandLink(host: Host): CommandLink {
  const { homeFolder, environment } = surroundings()
  return createCommandLink({
    host,
    wrapper: `${process.resourcesPath}/bin/headroom`,
    whyNone: whyNoCommand(bundleOf(process.execPath), app.isPackaged),
    homeFolder,
    searched: environment['PATH'] ?? '',
  })
}
