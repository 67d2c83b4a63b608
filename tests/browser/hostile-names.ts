import { appId, pid } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { candidateOf, suggestionOf } from '../renderer/relief/suggested.ts'
import { gemma } from '../shared/loaded.ts'
import { fitting } from '../shared/loading.ts'
import { hog, runningOut } from '../shared/warned.ts'
import { appOf, tight, withApps } from './apps-page.ts'

/** Names that no program has had: composed by us. */
export const hostileNames = {
  markup: '<img src=x onerror=alert(1)><script>alert(2)</script>',
  'another direction': '\u202Eمحرر النصوص العربي\u202C\u2067',
  'four thousand letters': 'n'.repeat(4_096),
  'four thousand words': 'ab '.repeat(1_365),
  emoji: '👩‍👩‍👧‍👦🏴‍☠️'.repeat(60),
  lines: 'one\ntwo\r\nthree\tfour\u0000\u001b[31m',
  slots: '{{name}} $t(ok) %s ${x}',
} as const

/** As the rule writes it: every language has that. */
const asWritten = {
  title: 'python uses up RAM',
  sentence:
    '4.1 GB left in RAM last about 40 s at 102 MB/s. In 1 min that takes 6.1 GB: 2.0 GB too much.',
  advice: 'Quit python, or stop what it does.',
} as const

/** A Mac on which everything is called so. */
export function hostileMac(name: string): Snapshot {
  const app = appOf(name, 2e9, {
    id: appId('hostile'),
    gpuRatio: 0.5,
    growthBytesPerMinute: 1e8,
    detail: name,
    quitEnds: name,
  })
  const [one] = app.processes
  const processes =
    one === undefined ? [] : [1, 2].map((at) => ({ ...one, pid: pid(at), name, memoryBytes: 1e9 }))
  return {
    ...tight(withApps({ ...app, processes }, appOf('Loom', 1e9))),
    models: [{ ...gemma, name, quantization: name }],
    loads: [{ ...fitting, name, serverTitle: name }],
    alerts: [
      { ...runningOut, ...asWritten, about: { ...runningOut.about, appId: app.id } },
      {
        ...hog,
        title: name.slice(0, 200),
        sentence: name.slice(0, 900),
        advice: name.slice(0, 200),
      },
    ],
    suggestion: suggestionOf(
      candidateOf('quit', name, 2e9, { words: name, risk: 'it may hold unsaved work' }),
    ),
  }
}
