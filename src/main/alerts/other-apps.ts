import type { App } from '../../shared/app.ts'
import type { ServerId } from '../../shared/ids.ts'
import { servedBy } from '../../shared/served-by.ts'
import type { Model } from '../../shared/server.ts'
import type { Unjudged } from './rule.ts'

/** Apps that run no models, without Headroom itself: what engines take is told by rules of their own. */
export function otherApps({ apps, servers }: Pick<Unjudged, 'apps' | 'servers'>): readonly App[] {
  return apps.filter(
    (app) => !app.isHeadroom && app.iconName !== 'engine' && servedBy(app, servers).length === 0,
  )
}

/** Works on this machine at this moment. */
export const isGenerating = ({ state, isRemote, isStale }: Model): boolean =>
  state === 'generating' && !isRemote && !isStale

/** Somebody wants memory for a model: one is held here, or comes. */
export const wantsRoom = ({ models, loads }: Pick<Unjudged, 'models' | 'loads'>): boolean =>
  loads.some(({ stage }) => stage === 'loading') || models.some(({ isRemote }) => !isRemote)

/** What an alert is about has to be there: a finding may name a server that has ended since. */
export const thereIs = (
  id: ServerId | null,
  { servers }: Pick<Unjudged, 'servers'>,
): ServerId | null => servers.find((one) => one.id === id)?.id ?? null
