/**
 * What an advice costs whoever uses the model, the cheapest first. Somebody at a Mac wants the same answers as fast as before, of a
 * text as long as before; then to go on with what is open beside it; and only then another file to load, or an hour for an answer.
 */
export const rungs = [
  // whoever sends one request at a time loses nothing
  'one request at a time',
  // it is loaded again when it is asked next
  'idle models unloaded',
  // half of the cache for answers that hardly change
  'cache in 8 bits',
  // only the first token comes later
  'smaller steps of a prompt',
  // a conversation or a document still has a place in it
  'shorter context',
  // work is put away, but the model is as it was
  'apps quit',
  // answers change, long ones most
  'cache in 4 bits',
  // of each word only a few experts are computed, so that the CPU keeps up half-way; but it is another program
  'other engine',
  'experts on the CPU',
  // gigabytes to load once, then as fast as before, and nearly as good
  'smaller weights',
  // every word waits for the CPU, and on a Mac no RAM comes back
  'layers on the CPU',
  // a page or two
  'short context',
  // answers are plainly worse
  'tiny weights',
] as const

export type Rung = (typeof rungs)[number]

export const rankOf = (rung: Rung): number => rungs.indexOf(rung)
