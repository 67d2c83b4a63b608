import { cutInMiddle, shownModel, unknownSize } from '../../shared/model-text.ts'
import type { Model, Server } from '../../shared/server.ts'
import { serversWithRow, serverText } from '../../shared/server-text.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatBytes } from '../../shared/units.ts'

const maxNameLength = 60
const sizeWidth = 9
/** More are a count: whoever wants them all reads the JSON. */
const shownModelCount = 24

/** The loaded models, the biggest first, then the servers that have none. Empty where there are neither. */
export function modelLines(snapshot: Snapshot): readonly string[] {
  const { models } = snapshot
  const moreCount = models.length - shownModelCount
  return [
    ...models.slice(0, shownModelCount).map((model) => modelLine(model, snapshot)),
    ...(moreCount > 0 ? [`${''.padStart(sizeWidth)}  ${moreCount} more`] : []),
    ...serversWithRow(snapshot).map(({ server }) => serverLine(server, snapshot.servers)),
  ]
}

//   17.4 GB  gemma3:27b  Ollama · Q4_K_M · size as reported · 2.1k of 8k · idle 4 min · goes in 52 min
export function modelLine(model: Model, snapshot: Pick<Snapshot, 'servers' | 'atMs'>): string {
  const shown = shownModel(model, snapshot)
  const { name, server, quantization, size, context, state, expiry, notes } = shown
  const about = [
    server,
    quantization,
    size?.brief ?? null,
    context?.text ?? null,
    state,
    expiry,
    ...notes,
  ].filter((piece) => piece !== null)
  const figure = size?.figure ?? (model.isRemote ? '' : unknownSize)
  return `${figure.padStart(sizeWidth)}  ${cutInMiddle(name, maxNameLength)}  ${about.join(' · ')}`
}

function serverLine(server: Server, servers: readonly Server[]): string {
  const figure = server.memoryBytes === null ? '' : formatBytes(server.memoryBytes)
  return `${figure.padStart(sizeWidth)}  ${serverText(server, servers)}`
}

/** `gemma3:27b generating 41 tok/s`; null where no model is loaded. */
export function biggestModelText(snapshot: Snapshot): string | null {
  const [biggest] = snapshot.models
  if (biggest === undefined) return null
  const { name, state } = shownModel(biggest, snapshot)
  return `${cutInMiddle(name, maxNameLength)} ${state}`
}
