import { attempt } from '../attempt.ts'
import type { LogFollower, LogPiece, LogStart, LogTrouble } from '../host.ts'
import type { Patience } from '../patience.ts'
import { createFollowing, type Step } from './following.ts'
import { createPace } from './pace.ts'
import { createTelling } from './telling.ts'
import { createWatches } from './watches.ts'

/** While something may be about to happen of which nothing tells. */
const restlessGapMs = 250

/** All that is new is read within it, unless the log lies on a volume that hangs. */
const deadlineMs = 10_000

/** `patiently` is shared by all logs: those that hang must not keep the others from being read. */
export function followLog(
  path: string,
  start: LogStart,
  onPiece: (piece: LogPiece) => void,
  onTrouble: (trouble: LogTrouble | null) => void,
  patiently: Patience,
): LogFollower {
  const telling = createTelling(onPiece, onTrouble)
  const following = createFollowing(path, start, telling, patiently)
  let isStepping = false
  let isLeftBehind = false
  const step = async (): Promise<Step> => {
    isStepping = true
    try {
      return await following.step()
    } finally {
      isStepping = false
      if (isLeftBehind) pace.wake()
      isLeftBehind = false
    }
  }
  const stepOnAndOn = async (): Promise<void> => {
    while ((await patiently(deadlineMs, step)) === 'again') if (telling.isOver()) return
  }
  const look = async (): Promise<void> => {
    // one step at a time: the last one goes on where its disk does
    if (isStepping) return
    const outcome = await attempt(Date.now(), stepOnAndOn)
    isLeftBehind = isStepping
    if (telling.isOver()) return
    if (outcome.kind === 'failed') telling.trouble(outcome)
    // between the opening and the watching something may have happened already
    if (watches.keep(following.files())) pace.wake()
    // absent: files were moved while they were looked for
    if (outcome.kind === 'absent' || following.isRestless()) pace.wakeIn(restlessGapMs)
  }
  const pace = createPace(look)
  const watches = createWatches(pace.wake)
  pace.wake()

  return {
    check: pace.looked,
    stop: () => {
      telling.stop()
      watches.keep([])
      void pace.stop().then(following.close)
    },
  }
}
