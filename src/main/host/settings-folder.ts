import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where Headroom keeps what its user has chosen: the folder that Electron gives an app of this name (`userData`). */
export function settingsFolder(): string {
  const home = homedir()
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'headroom')
  return join(process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'headroom')
}
