import type { BarFormat } from '../../../shared/bar-format.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { commandLineOf, ownProcess } from '../../host/own-command.ts'
import { starshipLine, starshipUnknown } from './starship.ts'
import { plainCommand, type BarDialect } from './swiftbar-line.ts'
import { swiftBarMenu, swiftBarUnknown } from './swiftbar.ts'
import { tmuxLine, tmuxUnknown } from './tmux.ts'

/** What a status bar is to show, and how it wants it written. */
export function inFormat(format: BarFormat, snapshot: Snapshot): string {
  switch (format) {
    case 'swiftbar':
      return swiftBarMenu(snapshot, {
        dialect: dialectOf(process.env),
        headroom: plainCommand(commandLineOf(ownProcess())),
      })
    case 'tmux':
      return tmuxLine(snapshot)
    case 'starship':
      return starshipLine(snapshot)
  }
}

/** The same where nobody could be asked. */
export function unknownInFormat(format: BarFormat, reason: string): string {
  switch (format) {
    case 'swiftbar':
      return swiftBarUnknown(reason, dialectOf(process.env))
    case 'tmux':
      return tmuxUnknown()
    case 'starship':
      return starshipUnknown()
  }
}

/** Each says in its plugin's environment who it is; in a terminal it is SwiftBar's. */
export function dialectOf(environment: Readonly<NodeJS.ProcessEnv>): BarDialect {
  const isDark = environment['XBARDarkMode']
  return isDark === undefined || environment['SWIFTBAR'] !== undefined
    ? { kind: 'swiftbar' }
    : { kind: 'xbar', isDark: isDark === 'true' }
}
