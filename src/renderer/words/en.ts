import { enFirst } from './en-first.ts'
import { enLate } from './en-late.ts'

/** What the screens say by themselves; what the Core says stands in shared/phrases. */
export const en = { ...enFirst, ...enLate }
