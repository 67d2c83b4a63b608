import { onTestFinished } from 'vitest'
import type { Host } from '../../src/main/host/host.ts'
import { createLocalHost } from '../../src/main/host/local.ts'

/** This machine; whatever the host started has ended after the test. */
export function localHost(): Host {
  const host = createLocalHost()
  onTestFinished(() => host.close())
  return host
}
