import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../../shared/exit-code.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { reasonOf, Refusal } from '../host/attempt.ts'
import type { HttpAnswer } from '../host/host.ts'
import { askHttp, askHttps } from '../host/local-http.ts'
import { settingsFolder } from '../host/settings-folder.ts'

/** Of a machine with thousands of apps; a larger answer is none of ours. */
const maxSnapshotBytes = 32 * 2 ** 20
const tokenPattern = /^[\w.~+/=-]{16,512}$/

export interface Served {
  /** `127.0.0.1:4317`, `http://…` or `https://…` */
  readonly address: string
  /** null: that of the agent, which launchd keeps. */
  readonly tokenFile: string | null
}

/** What a `headroom serve` of this machine has seen last: nothing is looked at anew. Throws UsageError and Refusal. */
export async function servedSnapshot({ address, tokenFile }: Served): Promise<Snapshot> {
  const url = urlIn(address)
  const token = tokenFile === null ? await agentToken() : await tokenIn(tokenFile)
  const { status, body } = await answerOf(url, token)
  if (status === 401 || status === 403)
    throw new Refusal(`${url.host} does not take this token for reading`)
  if (status === 503) throw new Refusal(`${url.host} has seen nothing yet`)
  const value = status === 200 ? jsonOf(body) : null
  if (!isSnapshot(value)) throw new Refusal(`${url.host} answers, but no Snapshot of Headroom`)
  return value
}

/** One that other machines reach speaks TLS here, too: where nobody has said which, both are tried. */
async function answerOf({ protocol, host }: URL, token: string): Promise<HttpAnswer> {
  const question = {
    kind: 'http',
    headers: { authorization: `Bearer ${token}` },
    maxBytes: maxSnapshotBytes,
  } as const
  const securely = () => askHttps({ ...question, url: `https://${host}/api/snapshot` })
  if (protocol === 'https:') return securely()
  return askHttp({ ...question, url: `http://${host}/api/snapshot` }).catch((error: unknown) =>
    // whatever keeps it from answering; of both errors the first one is told
    securely().catch(() => Promise.reject(error)),
  )
}

function urlIn(address: string): URL {
  const url = URL.parse(/^[\w.-]+(:\d+)?$/.test(address) ? `http://${address}` : address)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new UsageError(`"${address.slice(0, 80)}" is no address of a serve on this machine`)
  return url
}

function agentToken(): Promise<string> {
  const path = join(settingsFolder(), 'agent-token')
  if (!existsSync(path))
    throw new UsageError(
      'no agent is installed: give --token-file, with the file that headroom serve was given',
    )
  return tokenIn(path)
}

async function tokenIn(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`)
  })
  const token = text.trim()
  if (!tokenPattern.test(token)) throw new UsageError(`${path} holds no token`)
  return token
}

function jsonOf(text: string): unknown {
  try {
    return jsonIn(text)
  } catch {
    return null // any error: whatever answers there, it is not ours
  }
}

const isSnapshot = (value: unknown): value is Snapshot =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  value.schema === 'headroom/snapshot/1'
