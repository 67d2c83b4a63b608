import type { Alert } from './alert.ts'
import type { DetailsPlace } from './details.ts'

type Place = Pick<Alert, 'rule' | 'about' | 'sinceMs'>

/** Where in the details there is more about an alert. */
export function placeOfAlert(alert: Place): DetailsPlace {
  switch (alert.rule) {
    case 'will-not-fit':
      return ofModel(alert, { section: 'fit', focus: null })
    case 'idle-model':
    case 'context':
      return ofModel(alert, { section: 'models', focus: null })
    case 'failure':
      return ofFinding(alert, { section: 'findings', focus: null })
    case 'off-gpu':
      return ofFinding(alert, ofModel(alert, { section: 'models', focus: null }))
    case 'source-lost':
      return ofSource(alert)
    case 'running-out':
    case 'past-limit':
    case 'pressure':
    case 'swapping':
    case 'memory-hog':
    case 'gpu-hog':
    case 'stranded-memory':
    case 'thermal':
    case 'swap-disk':
    case 'good-news':
      return { section: 'history', focus: { kind: 'instant', atMs: alert.sinceMs } }
  }
}

function ofModel({ about: { modelId } }: Place, otherwise: DetailsPlace): DetailsPlace {
  return modelId === null ? otherwise : { section: 'models', focus: { kind: 'model', modelId } }
}

function ofFinding({ about: { findingId } }: Place, otherwise: DetailsPlace): DetailsPlace {
  if (findingId === null) return otherwise
  return { section: 'findings', focus: { kind: 'finding', findingId } }
}

/** A server that went silent stands among the servers, and is no source of its own. */
function ofSource({ about: { sourceId, serverId } }: Place): DetailsPlace {
  if (sourceId !== null) return { section: 'doctor', focus: { kind: 'source', sourceId } }
  if (serverId === null) return { section: 'doctor', focus: null }
  return { section: 'models', focus: { kind: 'server', serverId } }
}
