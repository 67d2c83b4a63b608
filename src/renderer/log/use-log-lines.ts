import { useEffect, useState } from 'react'
import type { LogCursor } from '../../shared/log-view.ts'
import { printable } from '../../shared/printable.ts'
import { useConnection, useLive, useView, type Live } from '../store/live.ts'
import { noLines, withTold, type HeldLines } from './log-lines.ts'

export interface Feed {
  readonly held: HeldLines
  /** All that stands in the log has been told. */
  readonly isWhole: boolean
  /** How often another file has come into its place since this page began to read. */
  readonly turns: number
  /** Why nothing is told of it; null where it is. */
  readonly trouble: string | null
}

const everyMs = 1_000
const maxReasonLength = 400
const nothing: Feed = { held: noLines, isWhole: false, turns: 0, trouble: null }

/** The lines of a log as it grows, while this is shown; `path` null: of none. */
export function useLogLines(path: string | null, showsPrompts: boolean): Feed {
  const live = useLive()
  const isLive = useConnection() === 'live'
  const { isShown } = useView()
  // of this log, shown like this: what is held of another must not be taken for it
  const [of, setOf] = useState({ path, showsPrompts, next: createPlace(), feed: nothing })
  const isOther = of.path !== path || of.showsPrompts !== showsPrompts
  // what is shown already may stay until more is; what is to be hidden goes at once
  const feed = isOther && (of.path !== path || !showsPrompts) ? nothing : of.feed
  if (isOther) setOf({ path, showsPrompts, next: createPlace(), feed })
  const { next } = of
  useEffect(() => {
    if (path === null || !isLive || !isShown) return undefined
    const tell = (change: (feed: Feed) => Feed): void =>
      setOf((now) => (now.next === next ? { ...now, feed: change(now.feed) } : now))
    return follow(live, { path, showsPrompts }, next, tell)
  }, [live, isLive, isShown, path, showsPrompts, next])
  return feed
}

/** How far has been read. */
interface Place {
  after: LogCursor | null
}
const createPlace = (): Place => ({ after: null })

/** Asks once a second, and at once where there is more; answers with the way to stop. */
function follow(
  live: Live,
  what: { readonly path: string; readonly showsPrompts: boolean },
  place: Place,
  tell: (change: (feed: Feed) => Feed) => void,
): () => void {
  let timer = 0
  let isPast = false
  const ask = async (): Promise<void> => {
    const outcome = await live.request('logLines', { ...what, after: place.after })
    if (isPast) return
    if (outcome.kind === 'refused') {
      const reason = printable(outcome.reason, maxReasonLength)
      // the connection itself may be why: that is told elsewhere, and what was told stays
      if (live.connection() === 'live') tell((feed) => ({ ...feed, trouble: reason }))
    } else {
      const { value } = outcome
      const isTurn = value.isAnew && place.after !== null
      place.after = value.next
      tell((feed) => ({
        held: withTold(feed.held, value),
        isWhole: !value.hasMore,
        turns: feed.turns + Number(isTurn),
        trouble: null,
      }))
      if (value.hasMore) return ask()
    }
    timer = window.setTimeout(() => void ask(), everyMs)
  }
  void ask()
  return () => {
    isPast = true
    window.clearTimeout(timer)
  }
}
