import type { Scope } from '../../shared/contract.ts'
import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
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
import { followUnits } from '../settings/own-units.ts'
import { openSettings } from '../settings/settings-store.ts'
import { isLoopback } from './origin.ts'
import { createWebServer, type WebOptions, type WebServer } from './server.ts'
import { newToken, tokenFrom, type Key } from './token.ts'

export const defaultPort = 4317

export interface ServeOptions {
  /** null: the usual one, or a free one where that is taken. */
  readonly port: number | null
  readonly address: string
  readonly tokenFile: string | null
  /** Holds a second token, which opens /metrics and nothing else. */
  readonly metricsTokenFile: string | null
  readonly allowsActs: boolean
  readonly shown: Shown
  readonly roomCapBytes: number | null
  readonly logFiles: readonly string[]
  /** What is told on standard error of each Snapshot: alerts that come and go. */
  readonly tell: (snapshot: Snapshot) => void
}

/** `headroom serve`: until it is stopped. Throws UsageError. */
export async function serve(options: ServeOptions): Promise<ExitCode> {
  if (!isLoopback(options.address)) {
    throw new UsageError(
      `${options.address} can be reached from other machines: Headroom serves this one only, until it speaks TLS`,
    )
  }
  const token = await tokenOf(options.tokenFile)
  const keys = [{ token, scopes: scopesOf(options) }, ...(await metricsKeys(options))]
  const { host, start, stop } = await openHost(options.shown)
  const own = options.shown.replayFile === null ? await openOwn(options) : nothingOwn
  try {
    return await serveOwn(options, { keys, token, own, host, start, stop })
  } finally {
    await own.remembered?.close()
  }
}

async function serveOwn(
  options: ServeOptions,
  { keys, token, own, host, start, stop }: OpenedHost & Doors & { readonly own: Own },
): Promise<ExitCode> {
  const flight = own.remembered?.flight
  const heard = flight?.record(host) ?? host
  const core = await createCore(heard, { roomCapBytes: options.roomCapBytes, ...own })
  core.onSnapshot(options.tell)
  if (flight !== undefined) core.onSnapshot(flight.told)
  const server = await listen({
    core,
    address: options.address,
    port: options.port,
    keys,
    rendererDir: rendererFolder,
  })
  core.start()
  start()
  const stopped = untilStopped() // before anybody knows that there is something to stop
  process.stdout.write(`Headroom: ${urlOf(options.address, server.port, token)}\n`)
  await stopped
  stop()
  await server.close()
  await core.close()
  return exitCode.yes
}

/** Who is let in; `token`: the one that opens the page. */
interface Doors {
  readonly keys: readonly Key[]
  readonly token: string
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
  const say = (trouble: string): void => void process.stderr.write(`headroom: ${trouble}\n`)
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

export const onlyOfApp = 'only the app has this: Headroom runs as a server here'
const byLaunchd = 'Headroom runs as a server here: start it by launchd or systemd'

const urlOf = (address: string, port: number, token: string): string =>
  `http://${address === '::1' ? '[::1]' : address}:${port}/#token=${token}`

const scopesOf = ({ allowsActs }: ServeOptions): ReadonlySet<Scope> =>
  new Set<Scope>(['read', 'metrics', ...(allowsActs ? (['act'] as const) : [])])

async function metricsKeys({ metricsTokenFile }: ServeOptions): Promise<readonly Key[]> {
  if (metricsTokenFile === null) return []
  return [{ token: await tokenOf(metricsTokenFile), scopes: new Set<Scope>(['metrics']) }]
}

async function tokenOf(file: string | null): Promise<string> {
  if (file === null) return newToken()
  try {
    const { token, isExposed } = await tokenFrom(file)
    if (isExposed) process.stderr.write(`headroom: others may read ${file}: chmod 600 it\n`)
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
