import {
  endedWords,
  keptAliveWords,
  nothingCameBack,
  quitQuestion,
  stillOpenWords,
} from '../../src/main/core/quit-words.ts'
import { stepRoomWord } from '../../src/main/headroom/state-word.ts'
import type { Act, ActOutcome } from '../../src/shared/act.ts'
import type { App } from '../../src/shared/app.ts'
import { actId, appId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { actOf } from '../shared/act-of.ts'
import { muchKnown } from '../web/fake-core.ts'
import { loadedMac } from './loaded-page.ts'

const GB = 1e9

/** Apps that no Mac has had: composed by us. */
export function appOf(name: string, memoryBytes: number, change: Partial<App> = {}): App {
  const [app] = muchKnown.apps
  if (app === undefined) throw new Error('there is one')
  return {
    ...app,
    id: appId(name),
    name,
    memoryBytes,
    memoryKind: 'footprint',
    iconName: 'app',
    gpuRatio: 0,
    quit: { kind: 'ask', isSafe: false, risk: 'it may hold unsaved work' },
    ...change,
  }
}

export const loom = appOf('Loom', 2.3 * GB, { hasWindows: true })
export const weaver = appOf('Weaver', 1.6 * GB, { iconName: 'background', gpuRatio: 0.31 })
export const boxes = appOf('Boxes', 1.1 * GB, {
  quitEnds: 'its virtual machine and every container in it',
})
export const finder = appOf('Finder', 0.4 * GB, {
  iconName: 'system',
  quit: { kind: 'none', reason: 'the session of its user ends with it' },
})

/** A machine on which not everything fits any more. */
export function tight(snapshot: Snapshot, roomBytes = 1.1 * GB): Snapshot {
  const { room, memory } = snapshot
  if (room.kind !== 'ok' || memory.kind !== 'ok') throw new Error('both are known')
  const usedBytes = memory.totalBytes - roomBytes
  return {
    ...snapshot,
    memory: {
      ...memory,
      usedBytes,
      availableBytes: roomBytes,
      parts: [
        { kind: 'programs', bytes: usedBytes - 24 * GB },
        { kind: 'wired', bytes: 24 * GB },
      ],
    },
    room: {
      ...room,
      state: stepRoomWord('plenty', roomBytes / memory.totalBytes),
      stateCause: 'room',
      roomBytes,
      ramRoomBytes: roomBytes,
    },
  }
}

export const withApps = (...apps: readonly App[]): Snapshot => ({ ...loadedMac, apps })
export const appsMac = withApps(loom, weaver, boxes, finder)

/** What quitting Loom has come to. */
export const quitOf = (outcome: ActOutcome, change: Partial<Act> = {}): Act =>
  actOf(outcome, {
    id: actId(outcome === 'unconfirmed' ? 'question' : 'act-1'),
    act: 'quit',
    target: 'Loom',
    appId: loom.id,
    server: null,
    request: 'quit Loom (4242)',
    heldBytes: 2.3 * GB,
    expectedBytes: 2.3 * GB,
    help: null,
    ...change,
  })

export const asksOf = (name = 'Loom'): Act =>
  quitOf('unconfirmed', { target: name, sentence: quitQuestion(name, 'it may hold unsaved work') })
const returned = { expectedBytes: 2.3 * GB, missingBytes: 0, mayBeCompressed: false }
export const doneOf = (change: Partial<Act> = {}): Act =>
  quitOf('done', {
    returnedBytes: 2.1 * GB,
    ...endedWords('Loom', {
      returned: { ...returned, returnedBytes: 2.1 * GB },
      isForced: false,
      isBack: false,
    }),
    ...change,
  })
export const stillOpen: Act = quitOf('still-open', {
  ...stillOpenWords(
    'Loom',
    { kind: 'still-open', request: 'quit', tookMs: 9_000, isGui: true, left: [], note: null },
    false,
  ),
  offers: ['force'],
})
export const keptAlive: Act = quitOf(
  'kept-alive',
  nothingCameBack(keptAliveWords('Loom', 'launchd')),
)

/** What Core refuses with where the process that was meant has ended, and its number is another's by now. */
export const anotherByNow = 'process 4242 of Loom is another one by now: nothing was sent'
