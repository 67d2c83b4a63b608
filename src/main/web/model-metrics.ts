import { Gauge, type Registry } from 'prom-client'
import type { Server } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** Series of models and servers are bounded: the biggest few. */
const shownModels = 20
const shownServers = 20

/** What the loaded models take and do, and which servers answer; nothing where that is old. */
export function addModels({ models, servers, sources }: Snapshot, registers: Registry[]): void {
  if (sources.some(({ id, isStale }) => id === 'servers' && isStale)) return
  const memory = new Gauge({
    name: 'headroom_model_memory_bytes',
    help: 'Memory of a loaded model, and who says so',
    labelNames: ['model', 'server', 'port', 'origin'],
    registers,
  })
  const labelNames = ['model', 'server', 'port']
  const context = new Gauge({
    name: 'headroom_model_context_ratio',
    help: 'How full the context of a loaded model is',
    labelNames,
    registers,
  })
  const pace = new Gauge({
    name: 'headroom_model_tokens_per_second',
    help: 'Tokens that a loaded model generates',
    labelNames,
    registers,
  })
  const serverOf = new Map(servers.map((server) => [server.id, server]))
  const shown = models.filter(({ isStale }) => !isStale)
  for (const model of shown.slice(0, shownModels)) {
    const { title = '', port = null } = serverOf.get(model.serverId) ?? {}
    const labels = { model: model.name, server: title, port: port ?? '' }
    const { total } = model.memory
    if (total !== null && !model.isRemote)
      memory.set({ ...labels, origin: total.origin }, total.bytes)
    if (model.contextRatio !== null) context.set(labels, model.contextRatio)
    if (model.tokensPerSecond !== null) pace.set(labels, model.tokensPerSecond)
  }
  addServers(servers, registers)
}

function addServers(servers: readonly Server[], registers: Registry[]): void {
  const up = new Gauge({
    name: 'headroom_server_up',
    help: '1: the server answers; 0: it does not, or not yet',
    labelNames: ['server', 'port'],
    registers,
  })
  for (const { title, port, state } of servers.slice(0, shownServers)) {
    const isUp = isUpIn(state)
    if (isUp !== null) up.set({ server: title, port: port ?? '' }, isUp ? 1 : 0)
  }
}

/** One that wants a key answers; null for one that nobody can ask. */
function isUpIn(state: Server['state']): boolean | null {
  switch (state) {
    case 'ready':
    case 'closed':
      return true
    case 'starting':
    case 'silent':
      return false
    case 'unasked':
      return null
  }
}
