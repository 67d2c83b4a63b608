import type { App } from './app.ts'
import type { ServerId } from './ids.ts'
import type { Server } from './server.ts'

/** The servers of which an app is a part, be it a worker of theirs that holds the weights; empty: it runs no models. */
export const servedBy = (
  { serves = [], processes }: Pick<App, 'serves' | 'processes'>,
  servers: readonly Pick<Server, 'id' | 'pid'>[],
): readonly ServerId[] =>
  servers
    .filter(({ id, pid }) => serves.includes(id) || processes.some((one) => one.pid === pid))
    .map(({ id }) => id)
