import type { LogFacts } from '../../../../shared/log-facts.ts'
import type { App, AppProcess } from '../../../../shared/app.ts'
import { cutInMiddle } from '../../../../shared/model-text.ts'
import { printable } from '../../../../shared/printable.ts'
import { nameOf, titleAmong } from '../../../../shared/server-text.ts'
import type { Model, Server } from '../../../../shared/server.ts'
import type { Gpu, Known, Part } from '../../../../shared/snapshot.ts'
import { isSameModel } from '../../logs/is-same-model.ts'
import type { LiveMoment } from './live-sign.ts'

/** null where it is not known, or where it is old: then nothing is claimed by it. */
export const freshOf = <T>(part: Part<T>): Known<T> | null =>
  part.kind === 'ok' && !part.isStale ? part : null

/** How busy the busiest device is; null unless all of them tell it. */
export function busiestRatioOf({ devices }: Gpu): number | null {
  const told = devices.flatMap(({ busyRatio }) => busyRatio ?? [])
  return told.length === 0 || told.length < devices.length ? null : Math.max(...told)
}

/** It runs here, and what is known of it is of now. */
export const isLocal = ({ isRemote, isStale }: Model): boolean => !isRemote && !isStale

/** Its weights are in memory, as far as its server says. */
export function isHeld({ state }: Model): boolean {
  switch (state) {
    case 'loaded':
    case 'idle':
    case 'generating':
    case 'unloading':
      return true
    case 'loading':
    case 'sleeping':
      return false
  }
}

/** What a log says of this model; null where it may be another model's. */
export function logFactsOf(model: Model, { logFacts, models }: LiveMoment): LogFacts | null {
  const facts = logFacts.get(model.serverId) ?? null
  const isOnlyOne = models.filter(({ serverId }) => serverId === model.serverId).length === 1
  const isOther =
    facts?.modelPath !== undefined &&
    model.file !== null &&
    !isSameModel(facts.modelPath, model.file)
  return isOnlyOne && !isOther ? facts : null
}

/** `qwen3:8b on Ollama` */
export function modelText(model: Model, servers: readonly Server[]): string {
  const name = cutInMiddle(printable(model.name, maxNameLength), shownNameLength)
  const server = servers.find(({ id }) => id === model.serverId)
  return server === undefined ? name : `${name} on ${titleAmong(server, servers)}`
}
const maxNameLength = 400
const shownNameLength = 60

export const appText = ({ name }: App): string => nameOf(name)

export const biggestOf = (processes: readonly AppProcess[]): AppProcess | null =>
  processes.reduce<AppProcess | null>(
    (biggest, one) => (biggest === null || one.memoryBytes > biggest.memoryBytes ? one : biggest),
    null,
  )

/** `a`, `a and b`, `a, b and c` */
export function listText(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
