import { AsyncLocalStorage } from 'node:async_hooks'

const storage = new AsyncLocalStorage<string | null>()

/**
 * Notes for all that comes of `act` from which other machine it was asked; null: at this one. It goes along with the call, so that
 * nothing between the door and the audit log has to hand it on. What goes on by itself later (timers that the call has started)
 * carries it as well: only what a person asks for may be said to come from there.
 */
export const whileAskedFrom = <T>(address: string | null, act: () => T): T =>
  storage.run(address, act)

/** The address of the other machine; null: none. */
export const askedFrom = (): string | null => storage.getStore() ?? null
