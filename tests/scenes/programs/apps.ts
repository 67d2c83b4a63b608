import { GiB, MiB } from '../mac/mac.ts'
import type { Process, ProcessStart } from '../mac/process.ts'
import type { World } from '../mac/world.ts'

interface Breathing {
  readonly process: Process
  readonly meanBytes: number
  /** Of its mean, within a minute. */
  readonly restlessness: number
  burstBytes: number
}

const chromes = '/Applications/Google Chrome.app/Contents'
const chromeHelper = `${chromes}/Frameworks/Google Chrome Framework.framework/Helpers/Google Chrome Helper (Renderer).app/Contents/MacOS/Google Chrome Helper (Renderer)`

const appAt = (name: string, bundleId: string): Pick<ProcessStart, 'executable' | 'app'> => ({
  executable: `/Applications/${name}.app/Contents/MacOS/${name}`,
  app: { name, bundleId, bundlePath: `/Applications/${name}.app` },
})

const system: readonly (ProcessStart & { readonly mib: number })[] = [
  { pid: 1, parentPid: 0, user: 'root', executable: '/sbin/launchd', mib: 22 },
  {
    pid: 380,
    user: '_windowserver',
    executable: '/System/Library/PrivateFrameworks/SkyLight.framework/Resources/WindowServer',
    mib: 520,
  },
  {
    pid: 402,
    user: 'root',
    executable: '/usr/libexec/runningboardd',
    mib: 18,
  },
  {
    pid: 415,
    user: 'root',
    executable:
      '/System/Library/Frameworks/CoreServices.framework/Frameworks/Metadata.framework/Support/mds_stores',
    mib: 160,
  },
  { pid: 431, user: 'root', executable: '/usr/libexec/trustd', mib: 24 },
  {
    pid: 610,
    executable: '/System/Library/CoreServices/Finder.app/Contents/MacOS/Finder',
    mib: 180,
  },
  {
    pid: 650,
    executable: '/Applications/Headroom.app/Contents/MacOS/Headroom',
    mib: 61,
  },
]

export const ownPid = 650

/** The part of what its apps hold, for each of them; the browser is several processes. */
const apps: readonly (ProcessStart & { readonly share: number; readonly helpers?: number })[] = [
  {
    executable: `${chromes}/MacOS/Google Chrome`,
    app: {
      name: 'Google Chrome',
      bundleId: 'com.google.Chrome',
      bundlePath: '/Applications/Google Chrome.app',
    },
    share: 0.4,
    helpers: 7,
  },
  { ...appAt('Slack', 'com.tinyspeck.slackmacgap'), share: 0.12, helpers: 0 },
  { ...appAt('Xcode', 'com.apple.dt.Xcode'), share: 0.2 },
  { ...appAt('Mail', 'com.apple.mail'), share: 0.08 },
  { ...appAt('Notes', 'com.apple.Notes'), share: 0.05 },
  { ...appAt('Music', 'com.apple.Music'), share: 0.06 },
  {
    executable: '/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal',
    app: {
      name: 'Terminal',
      bundleId: 'com.apple.Terminal',
      bundlePath: '/System/Applications/Utilities/Terminal.app',
    },
    share: 0.03,
  },
]

/** What people use beside models: few gigabytes, more on a Mac that has more. */
const usualBytes = (ramBytes: number): number => Math.min(2.1 * GiB + 0.1 * ramBytes, 11 * GiB)

export interface Apps {
  /** The shell in which programs are started. */
  readonly shellPid: number
  readonly browser: Process
}

/** The usual apps of a day: each breathes by itself, and now and then one has a burst. `busyness`: 1 is usual. */
export function createApps(world: World, busyness = 1): Apps {
  const random = world.random.fork('apps')
  const breathing: Breathing[] = []
  const add = (start: ProcessStart, meanBytes: number, restlessness: number): Process => {
    const process = world.start({ ...start, anonymousBytes: meanBytes })
    breathing.push({ process, meanBytes, restlessness, burstBytes: 0 })
    return process
  }
  for (const { mib, ...start } of system) add(start, mib * MiB, 0.02)
  const allBytes = usualBytes(world.mac.ramBytes) * busyness * random.between(0.8, 1.15)
  const roots = apps.map(({ share, helpers = 0, ...start }) => {
    const root = add(start, (allBytes * share) / (helpers + 1), 0.05)
    for (let count = 0; count < helpers; count++)
      add(
        { executable: chromeHelper, parentPid: root.pid },
        ((allBytes * share) / (helpers + 1)) * random.between(0.5, 1.5),
        0.08,
      )
    return root
  })
  const [browser] = roots
  const terminal = roots.at(-1)
  if (browser === undefined || terminal === undefined) throw new Error('no apps')
  const login = add({ executable: '/usr/bin/login', user: 'root', parentPid: terminal.pid }, 3e6, 0)
  const shell = add({ executable: '-zsh', parentPid: login.pid }, 5e6, 0)
  world.add({
    step: (seconds) => breathing.forEach((one) => breathe(one, seconds, random)),
  })
  return { shellPid: shell.pid, browser }
}

/** One burst in some twenty minutes, of a tab or a build that starts. */
const burstsPerSecond = 1 / 1_200 / 10
const burstEndsPerSecond = 0.03

function breathe(one: Breathing, seconds: number, random: World['random']): void {
  const { process, meanBytes, restlessness } = one
  const draw = random.next()
  if (one.burstBytes === 0 && meanBytes > 100e6 && draw < burstsPerSecond * seconds)
    one.burstBytes = random.between(0.1, 0.6) * meanBytes
  else if (draw > 1 - burstEndsPerSecond * seconds) one.burstBytes = 0
  const target = meanBytes + one.burstBytes
  const pull = (target - process.anonymousBytes) * 0.08 * seconds
  const stray = meanBytes * restlessness * 0.1 * Math.sqrt(seconds) * random.normal()
  process.anonymousBytes = Math.max(1e6, process.anonymousBytes + pull + stray)
  process.cpuMs += seconds * 8
}
