import {
  endQuestion,
  parseEndAnswer,
  tellQuestion,
  type EndAnswer,
  type HowToEnd,
} from '../../../src/main/apps/quit/gui-script.ts'
import {
  parseRegisteredApps,
  type RegisteredApp,
} from '../../../src/main/probes/darwin/lsappinfo.ts'
import type { Pid } from '../../../src/shared/ids.ts'
import { pid } from '../../../src/shared/ids.ts'
import { sleep } from '../../frame/children.ts'
import { judged, notAsked, wrong, type Doubt } from '../doubt.ts'
import { valueOf, type Mac } from '../mac.ts'

const script = 'src/main/apps/quit/gui-script.ts'
const finderId = 'com.apple.finder'

async function appsNow(mac: Mac): Promise<readonly RegisteredApp[]> {
  const ran = await mac.run(['/usr/bin/lsappinfo', 'list'])
  return ran.stdout.includes('ASN:') ? parseRegisteredApps(ran.stdout) : []
}

async function endBy(mac: Mac, id: Pid, bundleId: string, how: HowToEnd): Promise<EndAnswer> {
  const answer = await mac.host.ask(endQuestion(id, bundleId, how))
  return parseEndAnswer(valueOf(answer, 'osascript'))
}

const nobody = pid(2_000_000)

const look: Doubt = {
  id: 'quit-script-looks',
  title: 'Does the script that quits an app tell the right app from another one, and from none?',
  why: 'The number of an app may be another process by now: it must have the bundle that was meant.',
  assumption: 'found for the Finder; other for a wrong bundle; none for a number that nobody has',
  at: [{ file: script, text: 'a nil object is truthy' }],
  marks: [],
  ask: async (mac) => {
    const finder = (await appsNow(mac)).find(({ bundleId }) => bundleId === finderId)
    if (finder === undefined) return notAsked('no Finder runs: nobody is logged in at the screen')
    const kinds = [
      (await endBy(mac, finder.pid, finderId, 'look')).kind,
      (await endBy(mac, finder.pid, 'com.apple.other', 'look')).kind,
      (await endBy(mac, nobody, finderId, 'look')).kind,
    ]
    return judged(kinds.join() === 'found,other,none', kinds.join(', '))
  },
}

const calculator = '/System/Applications/Calculator.app'
const calculatorId = 'com.apple.calculator'
const patienceMs = 15_000
const lookEveryMs = 300

async function until<T>(find: () => Promise<T | undefined>): Promise<T | undefined> {
  const startedMs = performance.now()
  while (performance.now() - startedMs < patienceMs) {
    const found = await find()
    if (found !== undefined) return found
    await sleep(lookEveryMs)
  }
  return undefined
}

const terminate: Doubt = {
  id: 'quit-by-terminate',
  title:
    'Does NSRunningApplication.terminate, read as a property, quit an app, without asking for Automation?',
  why: 'It is how every app is quit; a question of macOS would come between the click and the app.',
  assumption:
    'it takes the request, the app ends, and the script answers at once: a question would hold it',
  at: [{ file: script, text: 'A method' }],
  marks: ['electron §13.3', 'electron §9 terminate'],
  needs: ['changes'],
  deadlineMs: 90_000,
  ask: async (mac) => {
    const isOurs = (app: RegisteredApp): boolean => app.bundleId === calculatorId
    if ((await appsNow(mac)).some(isOurs))
      return notAsked('the Calculator runs already: the check quits only what it has started')
    await mac.run(['/usr/bin/open', '-g', '-n', calculator])
    const app = await until(async () => (await appsNow(mac)).find(isOurs))
    if (app === undefined) return notAsked('the Calculator could not be started')
    const startedMs = performance.now()
    const answer = await endBy(mac, app.pid, calculatorId, 'ask')
    const tookMs = Math.round(performance.now() - startedMs)
    const gone = await until(async () => ((await appsNow(mac)).some(isOurs) ? undefined : true))
    const evidence = `answer ${JSON.stringify(answer)} after ${tookMs} ms; the app ${gone === undefined ? 'still runs' : 'has ended'}`
    if (gone === undefined) await endBy(mac, app.pid, calculatorId, 'force')
    const again = await mac.host.ask(tellQuestion(app.pid, calculatorId))
    const words = again.kind === 'ok' ? again.value.trim() : again.reason
    if (answer.kind !== 'asked') return wrong(evidence)
    return judged(
      answer.taken && gone === true,
      `${evidence}\nAppleScript, when it had ended: ${words}`,
    )
  },
}

export const quitDoubts: readonly Doubt[] = [look, terminate]
