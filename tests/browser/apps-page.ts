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
  quit: { kind: 'none', reason: 'it is a part of macOS' },
})

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
  quitOf('unconfirmed', { target: name, sentence: `${name} may hold unsaved work` })
export const doneOf = (change: Partial<Act> = {}): Act =>
  quitOf('done', { returnedBytes: 2.1 * GB, sentence: 'Loom has quit', ...change })
export const stillOpen: Act = quitOf('still-open', {
  sentence: 'Loom is still open: it may be asking you to save',
  offers: ['force'],
})
export const keptAlive: Act = quitOf('kept-alive', {
  sentence: 'Loom is back: kept alive by launchd (a login item or a launch agent)',
  help: 'Turn it off in System Settings, under Login Items',
})
