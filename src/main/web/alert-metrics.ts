import { Gauge, type Registry } from 'prom-client'
import type { Alert } from '../../shared/alert.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** Series of models are bounded. */
const shownModels = 20

/** What stands, and what is to come. What is not known has no series: that no alert stands is not that all is well. */
export function addAlerts(snapshot: Snapshot, registers: Registry[]): void {
  const gauge = new Gauge({
    name: 'headroom_alerts',
    help: 'Alerts that stand, by rule; snoozed and stale ones by their state',
    labelNames: ['rule', 'severity', 'state'],
    registers,
  })
  for (const alert of snapshot.alerts) {
    const { rule, severity } = alert
    gauge.inc({ rule, severity, state: stateOf(alert) })
  }
  addForecast(snapshot, registers)
}

function stateOf({
  snoozed,
  isStale,
  isClearing,
}: Alert): 'now' | 'snoozed' | 'stale' | 'clearing' {
  if (snoozed !== null) return 'snoozed'
  if (isStale) return 'stale'
  return isClearing ? 'clearing' : 'now'
}

function addForecast({ forecast, models, servers }: Snapshot, registers: Registry[]): void {
  if (forecast.kind !== 'ok' || forecast.isStale) return
  const { runsOut } = forecast
  if (runsOut !== null)
    new Gauge({
      name: 'headroom_room_runs_out_seconds',
      help: 'Until there is no room left, at the pace of now',
      registers,
    }).set(runsOut.msLeft / 1000)
  const tokens = new Gauge({
    name: 'headroom_model_tokens_left',
    help: 'Tokens that a model can still take, and what ends first: memory or its context',
    labelNames: ['model', 'server', 'port', 'ends'],
    registers,
  })
  for (const { modelId, tokensLeft, endsWith } of forecast.models.slice(0, shownModels)) {
    const model = models.find(({ id }) => id === modelId)
    if (model === undefined || tokensLeft === null) continue
    const { title = '', port = null } = servers.find(({ id }) => id === model.serverId) ?? {}
    const labels = { model: model.name, server: title, port: port ?? '', ends: endsWith }
    tokens.set(labels, tokensLeft)
  }
}
