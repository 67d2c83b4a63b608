import { whole } from './loud.ts'

/** `app.commandLine`: remembered; the Chromium beside us was started with flags of its own. */
export function createSwitches(given: ReadonlyMap<string, string>): Electron.CommandLine {
  const switches = new Map(given)
  const part = {
    appendSwitch: (name, value = '') => void switches.set(name, value),
    hasSwitch: (name) => switches.has(name),
  } satisfies Partial<Electron.CommandLine>
  return whole<Electron.CommandLine>('app.commandLine', part)
}
