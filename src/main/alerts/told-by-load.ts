import { claimOfLoad, standingOfLoad } from './load-claim.ts'
import type { Moment } from './rule.ts'

/** A load of now is told to fail for want of room on the GPU, with more than what is in use already: the limit need not be told. */
export const toldByLoad = ({ snapshot, settings }: Moment): boolean =>
  !settings.off.includes('will-not-fit') &&
  snapshot.loads.some((load) => {
    const standing = load.stage === 'loading' ? standingOfLoad(load, snapshot) : null
    return (
      standing?.level === 'high' &&
      standing.line === 'gpu' &&
      claimOfLoad(load, standing, snapshot).severity === 'imminent'
    )
  })
