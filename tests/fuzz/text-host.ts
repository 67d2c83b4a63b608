import { createFakeHost } from '../fake-host.ts'
import type { Clock, Host } from '../../src/main/host/host.ts'
import type { Reading } from '../../src/shared/reading.ts'

const ok = <T>(value: T): Reading<T> => ({ kind: 'ok', value, atMs: 0, tookMs: 0 })

const standing: Clock = { nowMs: () => 1_795_200_000_000, after: () => () => undefined }

/** A host that answers every question with the same text, and takes whatever is written. */
export const hostThatSays = (text: string): Host => ({
  ...createFakeHost(new Map()).host,
  ask: async () => ok(text),
  writeFile: async () => ok(null),
  clock: standing,
})
