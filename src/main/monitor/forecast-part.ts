import type { Forecast } from '../../shared/forecast.ts'
import type { Part, Snapshot } from '../../shared/snapshot.ts'

/** What of a Snapshot is looked at for what is to come. */
export type ForecastMoment = Pick<
  Snapshot,
  'room' | 'limit' | 'memory' | 'gpu' | 'swap' | 'apps' | 'servers' | 'models' | 'loads'
>

/** The forecast, one moment after the other. */
export function createForecastPart(): (atMs: number, moment: ForecastMoment) => Part<Forecast> {
  return () => ({ kind: 'waiting', reason: 'the room has not been watched for long enough' })
}
