import type { About } from '../../shared/about.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { ownVersions } from '../host/own-versions.ts'

export interface AboutDesk {
  about(): Promise<About>
}

export interface AboutOptions {
  readonly snapshotNow: () => Promise<Snapshot>
  /** A recording tells of another machine than the one that shows it. */
  readonly isRecording: boolean
  /** null: nothing is kept. */
  readonly folder: string | null
}

/** What this Headroom is, and what it runs on. */
export const createAboutDesk = ({ snapshotNow, isRecording, folder }: AboutOptions): AboutDesk => ({
  about: async () => {
    const { version, parts } = ownVersions()
    const system = isRecording ? [] : systemOf(await snapshotNow())
    return { schema: 'headroom/about/1', version, parts: [...parts, ...system], folder }
  },
})

// macOS 26.1; Debian GNU/Linux 13 (6.12.0, x86_64)
const nameAndVersion = /^(?<name>\D{0,200}?) +(?<version>v?\d.*)$/

function systemOf({ machine }: Snapshot): About['parts'] {
  if (machine.kind !== 'ok') return []
  const { operatingSystem } = machine
  const { name = operatingSystem, version = '' } =
    nameAndVersion.exec(operatingSystem)?.groups ?? {}
  return [{ name, version }]
}
