import { userInfo } from 'node:os'
import { basename } from 'node:path'
import { createRedact, type Redact } from './redact.ts'

/** For recordings of this machine: its user goes by neither of his names. */
export function createOwnRedact(): Redact {
  const { username, homedir } = userInfo()
  return createRedact([username, basename(homedir)])
}
