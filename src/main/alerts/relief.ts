import type { App } from '../../shared/app.ts'
import type { ServerId } from '../../shared/ids.ts'
import { nameOf } from '../../shared/server-text.ts'
import type { Model } from '../../shared/server.ts'
import { formatBytes, formatSpan } from '../../shared/units.ts'
import { otherApps } from './other-apps.ts'
import type { Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'

/** What gives back less is not worth to be named. */
const leastBytes = 0.5e9

/** What a model takes, as far as that is told; null: it is not. */
export const bytesOfModel = ({ memory: { onGpu, total, weights } }: Model): number | null =>
  (onGpu ?? total ?? weights)?.bytes ?? null

/** What its end gives back on a line; null: it is not told. On a Mac both lines are of one memory. */
export function freedBytes(
  { memory: { onGpu, total, weights } }: Model,
  line: 'gpu' | 'ram',
  { gpu }: Pick<Unjudged, 'gpu'>,
): number | null {
  const wholeBytes = (total ?? onGpu ?? weights)?.bytes ?? null
  const gpuBytes = onGpu?.bytes ?? null
  if (gpu.kind === 'ok' && gpu.isUnified)
    return line === 'gpu' ? (gpuBytes ?? wholeBytes) : wholeBytes
  if (line === 'gpu') return gpuBytes
  return wholeBytes === null ? null : Math.max(0, wholeBytes - (gpuBytes ?? 0))
}

/** Since when it does nothing; null: it works, or nobody can tell. Weights that another has mapped as well would stay. */
export const idleSince = (model: Model): number | null =>
  (model.state === 'idle' || model.state === 'loaded') &&
  !model.isRemote &&
  !model.isStale &&
  !model.sharesFile
    ? model.idleSinceMs
    : null

/** How its memory comes back, in words; null: not from here. */
export function ejectWords(model: Model, { servers }: Pick<Unjudged, 'servers'>): string | null {
  const name = shortName(model.name)
  const server = servers.find(({ id }) => id === model.serverId)
  switch (model.eject.kind) {
    case 'unload':
      return `Unload ${name}`
    case 'quit':
      return server === undefined ? null : `Quit ${nameOf(server.title)}, which holds ${name}`
    case 'none':
      return null
  }
}

export interface Wanted {
  /** What counts against the limit of the GPU comes back from models only. */
  readonly line: 'gpu' | 'ram'
  /** Whose memory it is about: its own models are no help. */
  readonly exceptServerId?: ServerId | null
}

/** What to let go first, by name: the biggest model that idles, else the biggest app. null: nothing would help. */
export function reliefWords(snapshot: Unjudged, { line, exceptServerId }: Wanted): string | null {
  const { models, atMs } = snapshot
  const idle = models
    .flatMap((model) => {
      const [bytes, sinceMs] = [freedBytes(model, line, snapshot), idleSince(model)]
      const words = ejectWords(model, snapshot)
      const isOther = model.serverId !== (exceptServerId ?? null)
      return bytes === null || bytes < leastBytes || sinceMs === null || words === null || !isOther
        ? []
        : [{ bytes, words, idleMs: atMs - sinceMs }]
    })
    .toSorted((a, b) => b.bytes - a.bytes)
  const [model] = idle
  if (model !== undefined)
    return `${model.words} (${formatBytes(model.bytes)}, idle ${formatSpan(model.idleMs)}).`
  const app = line === 'gpu' ? undefined : otherApps(snapshot).find(isQuittable)
  return app === undefined ? null : `Quit ${shortName(app.name)} (${formatBytes(app.memoryBytes)}).`
}

/** The system, and terminals with all that runs in them, are not what people quit for room. */
const keptIcons: ReadonlySet<App['iconName']> = new Set(['system', 'terminal'])

/** A virtual machine ends with all that runs in it. */
export const isQuittable = ({ iconName, kind, quitEnds, memoryBytes }: App): boolean =>
  !keptIcons.has(iconName) && kind === 'app' && quitEnds === null && memoryBytes >= leastBytes
