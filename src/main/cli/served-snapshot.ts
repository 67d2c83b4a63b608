import { existsSync } from 'node:fs'
import { UsageError } from '../../shared/exit-code.ts'
import { isLoopback } from '../../shared/host-name.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { reasonOf, Refusal } from '../host/attempt.ts'
import type { HttpAnswer } from '../host/host.ts'
import { createFiles } from '../host/local-file.ts'
import { askHttp } from '../host/local-http.ts'
import { settingsFolder } from '../host/settings-folder.ts'

/** Of a machine with thousands of apps; a larger answer is none of ours. */
const maxSnapshotBytes = 32 * 2 ** 20
const maxTokenFileBytes = 4_096
/** It may be a pipe. */
const tokenWithinMs = 5_000
const maxCertificateBytes = 64 * 2 ** 10
const tokenPattern = /^[\w.~+/=-]{16,512}$/

export interface Served {
  /** `127.0.0.1:4317`, `http://…`; by TLS that of any machine */
  readonly address: string
  /** null: that of the agent, which launchd keeps. */
  readonly tokenFile: string | null
  /** Of the certificate that it must show; null: one that is vouched for, or this machine's own. */
  readonly fingerprint: string | null
}

/** What a `headroom serve` has seen last: nothing is looked at anew. Throws UsageError and Refusal. */
export async function servedSnapshot({
  address,
  tokenFile,
  fingerprint,
}: Served): Promise<Snapshot> {
  const url = urlIn(address)
  if (fingerprint !== null && url.protocol !== 'https:')
    throw new UsageError('--fingerprint is of a certificate: write --served https://…')
  const token = tokenFile === null ? await agentToken() : await tokenIn(tokenFile)
  const { status, body } = await answerOf(url, token, fingerprint)
  if (status === 401 || status === 403)
    throw new Refusal(`${url.host} does not take this token for reading`)
  if (status === 429) throw new Refusal(`${url.host} takes nothing from here for now`)
  if (status === 503) throw new Refusal(`${url.host} has seen nothing yet`)
  const value = status === 200 ? jsonOf(body) : null
  if (!isSnapshot(value)) throw new Refusal(`${url.host} answers, but no Snapshot of Headroom`)
  return value
}

/** One that other machines reach speaks TLS here, too: where nobody has said which, both are tried. */
async function answerOf(url: URL, token: string, fingerprint: string | null): Promise<HttpAnswer> {
  const headers = { authorization: `Bearer ${token}` }
  const maxBytes = maxSnapshotBytes
  const path = '/api/snapshot'
  const securely = async (): Promise<HttpAnswer> => {
    const { askSecurely } = await import('./ask-securely.ts')
    const secure = new URL(path, `https://${url.host}`)
    return askSecurely({
      url: secure,
      headers,
      maxBytes,
      fingerprint,
      ownPem: await ownCertificate(),
    })
  }
  if (url.protocol === 'https:') return securely()
  const plain = new URL(path, url).href
  return askHttp({ kind: 'http', url: plain, headers, maxBytes }).catch((error: unknown) => {
    if (!isLoopback(url.hostname)) throw error
    // whatever keeps it from answering; of both errors the first one is told
    return securely().catch(() => Promise.reject(error))
  })
}

/** null: Headroom has made none here. */
const ownCertificate = (): Promise<string | null> =>
  createFiles()
    .readText(`${settingsFolder()}/tls/certificate.pem`, maxCertificateBytes)
    .catch(() => null) // ENOENT, or any other error of the disk

function urlIn(address: string): URL {
  const url = URL.parse(/^[\w.-]+(:\d+)?$/.test(address) ? `http://${address}` : address)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username + url.password !== '')
    throw new UsageError(`"${address.slice(0, 80)}" is no address of a headroom serve`)
  return url
}

function agentToken(): Promise<string> {
  const path = `${settingsFolder()}/agent-token`
  if (!existsSync(path))
    throw new UsageError(
      'no agent is installed: give --token-file, with the file that headroom serve was given',
    )
  return tokenIn(path)
}

async function tokenIn(path: string): Promise<string> {
  const text = await createFiles()
    .readNamed(path, maxTokenFileBytes, tokenWithinMs)
    .catch((error: unknown) => {
      throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`) // of the disk
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
