import { fileURLToPath } from 'node:url'

/** Loaded before the app (`-r`): notes to whom main connects, and which of its chunks it loads. */
export interface NetSpy {
  /** All but this machine, by name or address. */
  readonly hosts: readonly string[]
  /** What was loaded out of `out/main`. */
  readonly chunks: readonly string[]
}

declare global {
  // eslint-disable-next-line no-var
  var netSpy: NetSpy
}

export const netSpy = fileURLToPath(new URL('net-spy.cjs', import.meta.url))
