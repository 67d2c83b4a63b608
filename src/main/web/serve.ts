import type { Scope } from '../../shared/contract.ts'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import { isLoopback } from '../../shared/host-name.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { createCore, type CoreOptions } from '../core/core.ts'
import { openOwnActs } from '../core/own-acts.ts'
import { openOwnAlerts } from '../core/own-alerts.ts'
import { openOwnKeys } from '../core/own-keys.ts'
import { openOwnLogs } from '../core/own-logs.ts'
import { openOwnModels } from '../core/own-models.ts'
import { noLoginItem, openOwnPreferences } from '../core/own-preferences.ts'
import { openOwnRemembered, type OpenedRemembered } from '../core/own-remembered.ts'
import { noShell } from '../core/own-shell.ts'
import { reasonOf } from '../host/attempt.ts'
import { createLocalHost } from '../host/local.ts'
import { openHost, type OpenedHost, type Shown } from '../host/open-host.ts'
import { rendererFolder } from '../host/package-root.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { untilStopped } from '../host/until-stopped.ts'
import { createVisitLog } from '../history/visit-log.ts'
import { followUnits } from '../settings/own-units.ts'
import { openSettings } from '../settings/settings-store.ts'
import { expectOwnAddress, thisMachine } from './machine-names.ts'
import { servedLines } from './served-lines.ts'
import type { CertificateFiles } from './tls/given-certificate.ts'
import type { OpenedCertificate } from './tls/open-certificate.ts'
import { createWebServer, type WebOptions, type WebServer } from './server.ts'
import type { VisitNotes } from './visit-notes.ts'
import { minTokenLengthAt, newToken, tokenFrom, type Key } from './token.ts'

export const defaultPort = 4317

export interface ServeOptions {
  /** null: the usual one, or a free one where that is taken. */
  readonly port: number | null
  readonly address: string
  readonly tokenFile: string | null
  /** Holds a second token, which opens /metrics and nothing else. */
  readonly metricsTokenFile: string | null
  readonly allowsActs: boolean
  /** Beyond loopback nothing else is spoken. */
  readonly isTls: boolean
  /** The user's own certificate; null: Headroom makes one. */
  readonly certificate: CertificateFiles | null
  /** By which it is reached besides, lower case. */
  readonly names: readonly string[]
  readonly shown: Shown
  readonly roomCapBytes: number | null
  readonly logFiles: readonly string[]
  /** What is told on standard error of each Snapshot: alerts that come and go. */
  readonly tell: (snapshot: Snapshot) => void
}

/** `headroom serve`: until it is stopped. Throws UsageError. */
export async function serve(options: ServeOptions): Promise<ExitCode> {
  const token = await tokenOf(options.tokenFile, options)
  const keys = [{ token, scopes: scopesOf(options) }, ...(await metricsKeys(options, token))]
  const certificate = await certificateFor(options)
  const { host, start, stop } = await openHost(options.shown)
  const own = options.shown.replayFile === null ? await openOwn(options) : nothingOwn
  try {
    return await serveOwn(options, { keys, token, certificate, own, host, start, stop })
  } finally {
    await own.remembered?.close()
  }
}

async function serveOwn(
  options: ServeOptions,
  { keys, token, certificate, own, host, start, stop }: OpenedHost & Doors & { readonly own: Own },
): Promise<ExitCode> {
  const flight = own.remembered?.flight
  const heard = flight?.record(host) ?? host
  const core = await createCore(heard, { roomCapBytes: options.roomCapBytes, ...own })
  core.onSnapshot(options.tell)
  if (flight !== undefined) core.onSnapshot(flight.told)
  const notes = isLoopback(options.address) ? null : await openNotes()
  const names = namesIn(options, certificate)
  const server = await listen({
    core,
    address: options.address,
    port: options.port,
    keys,
    names,
    certificate: certificate?.first,
    notes: notes ?? undefined,
    rendererDir: rendererFolder,
  })
  const stopFollowing = certificate?.follow(server.renew)
  core.start()
  start()
  const stopped = untilStopped() // before anybody knows that there is something to stop
  notes?.served({
    address: options.address,
    port: server.port,
    fingerprint: certificate?.first.fingerprint ?? '',
    mayAct: options.allowsActs,
  })
  const lines = servedLines({ ...options, names, port: server.port, token, certificate })
  process.stdout.write(`${lines.join('\n')}\n`)
  await stopped
  stopFollowing?.()
  stop()
  await server.close()
  await notes?.close()
  await core.close()
  return exitCode.yes
}

/** Who is let in; `token`: the one that opens the page. */
interface Doors {
  readonly keys: readonly Key[]
  readonly token: string
  /** null: plain HTTP, to this machine only. */
  readonly certificate: OpenedCertificate | null
}

/** Throws UsageError. */
async function certificateFor(options: ServeOptions): Promise<OpenedCertificate | null> {
  const { address, isTls, certificate: given, names } = options
  if (!isTls && given === null && isLoopback(address)) return null
  await expectOwnAddress(address, thisMachine())
  const { openCertificate } = await import('./tls/open-certificate.ts')
  return openCertificate({ given, servedAt: { address, names }, say })
}

/** Whoever has a certificate for a name is meant by it: a page that leads a foreign name here cannot show one. */
const namesIn = (
  { names }: ServeOptions,
  certificate: OpenedCertificate | null,
): readonly string[] =>
  certificate === null || certificate.isOwn ? names : [...names, ...certificate.first.names]

/** Only where other machines can come. */
async function openNotes(): Promise<VisitNotes> {
  const { createVisitNotes } = await import('./visit-notes.ts')
  const log = createVisitLog(createLocalHost(), settingsFolder())
  return createVisitNotes({ log, nowMs: () => Date.now(), say })
}

interface Own extends Omit<CoreOptions, 'roomCapBytes'> {
  readonly remembered?: OpenedRemembered
}
const nothingOwn: Own = {}

/** What this machine's user has chosen and kept; the settings are read once. */
async function openOwn({ logFiles, allowsActs }: ServeOptions): Promise<Own> {
  const host = createLocalHost()
  const folder = settingsFolder()
  const settings = await openSettings(host, `${folder}/settings.json`)
  followUnits(settings)
  const keys = await openOwnKeys()
  const alerts = await openOwnAlerts({ stays: true, settings })
  alerts.troubles().forEach(say)
  return {
    folder: { host, folder },
    keys,
    logs: await openOwnLogs({ files: logFiles, stays: true, settings }),
    models: await openOwnModels({ settings }),
    alerts,
    acts: await openOwnActs({ actsAlone: allowsActs, settings }),
    remembered: await openOwnRemembered({ stays: true, settings, say }),
    preferences: openOwnPreferences({
      settings,
      keys,
      loginItem: noLoginItem(byLaunchd),
      shell: noShell(onlyOfApp),
    }),
  }
}

const say = (trouble: string): void => void process.stderr.write(`headroom: ${trouble}\n`)

export const onlyOfApp = 'only the app has this: Headroom runs as a server here'
const byLaunchd = 'Headroom runs as a server here: start it by launchd or systemd'

const scopesOf = ({ allowsActs }: ServeOptions): ReadonlySet<Scope> =>
  new Set<Scope>(['read', 'metrics', ...(allowsActs ? (['act'] as const) : [])])

async function metricsKeys(options: ServeOptions, whole: string): Promise<readonly Key[]> {
  const { metricsTokenFile: file } = options
  if (file === null) return []
  const token = await tokenOf(file, options)
  if (token === whole)
    throw new UsageError(
      `${file}: it holds the token that opens everything; give it one of its own`,
    )
  return [{ token, scopes: new Set<Scope>(['metrics']) }]
}

async function tokenOf(
  file: string | null,
  { address }: Pick<ServeOptions, 'address'>,
): Promise<string> {
  if (file === null) return newToken()
  try {
    const { token, isExposed } = await tokenFrom(file, minTokenLengthAt(address))
    if (isExposed) say(`others may read ${file}: chmod 600 it`)
    return token
  } catch (error) {
    // any error of the disk, or a file that holds no token
    throw new UsageError(`${file}: ${reasonOf(error)}`)
  }
}

/** A port that was asked for is taken or not; the usual one gives way to a free one. */
async function listen(
  options: Omit<WebOptions, 'port'> & { readonly port: number | null },
): Promise<WebServer> {
  try {
    return await createWebServer({ ...options, port: options.port ?? defaultPort })
  } catch (error) {
    // EADDRINUSE or EACCES of the port
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE' && options.port === null)
      return createWebServer({ ...options, port: 0 })
    if (code === 'EADDRINUSE') throw new UsageError(`port ${options.port} is taken`)
    if (code === 'EACCES') throw new UsageError(`port ${options.port} may not be used`)
    throw new UsageError(`${options.address} cannot be served: ${reasonOf(error)}`)
  }
}
