import type { Outcome } from '../../shared/contract.ts'
import type { LocalModels } from '../../shared/local-models.ts'

/** While more is being read, and when the room has changed. */
const againMs = { reading: 1_000, known: 5_000 } as const

export interface ShelfReader {
  /** Somebody has come to look, or what the last answer was about is another now: asks, as soon as it may. */
  wantFor(about: string): void
  /** Nobody looks. */
  rest(): void
}

/** Asks for the list when there is a reason to, one question at a time; while more is being read, again and again. */
export function createShelfReader(
  ask: () => Promise<Outcome<LocalModels>>,
  show: (outcome: Outcome<LocalModels>) => void,
): ShelfReader {
  let timer: ReturnType<typeof setTimeout> | null = null
  let isWanted = false
  let isAsking = false
  let isResting = true
  let lastAbout = ''
  let notBeforeMs = 0

  const run = async (): Promise<void> => {
    timer = null
    isWanted = false
    isAsking = true
    const outcome = await ask()
    isAsking = false
    const isReading = outcome.kind === 'ok' && outcome.value.isReading
    notBeforeMs = Date.now() + (isReading ? againMs.reading : againMs.known)
    isWanted ||= isReading
    show(outcome)
    plan()
  }
  const plan = (): void => {
    if (isResting || isAsking || !isWanted || timer !== null) return
    const waitMs = notBeforeMs - Date.now()
    if (waitMs <= 0) void run()
    else timer = setTimeout(() => void run(), waitMs)
  }
  return {
    wantFor: (about) => {
      isWanted ||= isResting || about !== lastAbout
      lastAbout = about
      isResting = false
      plan()
    },
    rest: () => {
      isResting = true
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
