import { printedLine } from '../../../shared/finding.ts'
import type { ServerId } from '../../../shared/ids.ts'
import type { LogNotice } from '../../../shared/log-notice.ts'
import { serverIdOf } from '../../inference/inventory/inventory.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { FollowedLog, SeenNotice } from './followed-log.ts'
import { writerOf } from './log-owner.ts'
import type { LogWatch } from './log-watch.ts'

/** A load that has said nothing more for so long is none, or goes on without a word. */
const keepLoadMs = 300_000
/** A prompt is refused at once, cut or taken: who has sent it knows by then. */
const keepPromptMs = 60_000
const maxNotices = 20

export interface LogNoticesSigns {
  readonly logs: Pick<LogWatch, 'followed'>
  readonly told: () => readonly ServerTold[]
}

/** What the figures of the logs give notice of, as of a moment: of loads that go on, and of the prompts just asked. */
export function createLogNotices({
  logs,
  told,
}: LogNoticesSigns): (atMs: number) => readonly LogNotice[] {
  const hasEnded = createEndedWriters()
  return (atMs) => {
    const servers = told()
    const all = logs
      .followed()
      .flatMap((log) => log.notices().map((notice) => noticeOf(notice, log, servers)))
    const ended = hasEnded(all, new Set(servers.map(serverIdOf)))
    return all
      .filter((one) => !ended(one) && isOfNow(one, atMs))
      .toSorted((a, b) => b.atMs - a.atMs)
      .slice(0, maxNotices)
  }
}

// it may have come since the moment of the last tick
const isOfNow = ({ atMs, figures }: LogNotice, nowMs: number): boolean =>
  atMs > nowMs || isWithin(atMs, figures.kind === 'tokens' ? keepPromptMs : keepLoadMs, nowMs)

/**
 * What a server has given notice of ends with it, and is not of the one that writes the same log after it. A child is known
 * later than its line: until then the line is its parent's.
 */
function createEndedWriters() {
  let writers: ReadonlyMap<string, ServerId> = new Map()
  return (
    all: readonly LogNotice[],
    running: ReadonlySet<ServerId>,
  ): ((one: LogNotice) => boolean) => {
    const before = writers
    const hasEnded = ({ id }: LogNotice): boolean => {
      const writer = before.get(id)
      return writer !== undefined && !running.has(writer)
    }
    writers = new Map(
      all.flatMap((one) => {
        const known = before.get(one.id) ?? null
        const writer = hasEnded(one) ? known : (one.serverId ?? known)
        return writer === null ? [] : [[one.id, writer]]
      }),
    )
    return hasEnded
  }
}

function noticeOf(
  { port, load, figures, line, modelPath, atMs, isCounted }: SeenNotice,
  log: FollowedLog,
  servers: readonly ServerTold[],
): LogNotice {
  const { path } = log.file()
  const server = writerOf(port, log.file(), servers)
  const what = figures.kind === 'tokens' ? 'prompt' : 'load'
  return {
    id: `${path}:${port ?? ''}:${load}:${what}`,
    serverId: server === null ? null : serverIdOf(server),
    model: modelPath,
    figures,
    place: {
      path,
      lineNumber: isCounted ? line.number : null,
      line: printedLine(line.printed),
    },
    atMs,
  }
}
