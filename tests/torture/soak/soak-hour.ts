import { z } from 'zod/mini'

/** What an hour of the soak has come to. */
export const soakHourShape = z.object({
  hour: z.number(),
  snapshots: z.number(),
  wrongSums: z.number(),
  /** Alerts and models that there were in it. */
  alerts: z.number(),
  models: z.number(),
  /** After a collection, without what V8 has compiled. */
  heapBytes: z.number(),
  codeBytes: z.number(),
  residentBytes: z.number(),
  files: z.number(),
  resources: z.number(),
  listeners: z.number(),
  /** Timers of the clock that Core lives by. */
  waiting: z.number(),
  historyBytes: z.number(),
  flightBytes: z.number(),
  keptBytes: z.number(),
  troubles: z.array(z.string()),
})
export type SoakHour = z.infer<typeof soakHourShape>
