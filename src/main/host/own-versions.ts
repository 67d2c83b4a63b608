import { version } from './version.ts'

export interface OwnVersions {
  readonly version: string
  readonly parts: readonly { readonly name: string; readonly version: string }[]
}

/** Of this Headroom, and of what runs it; Electron tells its own and Chromium's. */
export function ownVersions(): OwnVersions {
  const { node, electron, chrome } = process.versions
  const parts = [
    ['Node', node],
    ['Electron', electron],
    ['Chromium', chrome],
  ] as const
  return {
    version,
    parts: parts.flatMap(([name, one]) => (one === undefined ? [] : [{ name, version: one }])),
  }
}
