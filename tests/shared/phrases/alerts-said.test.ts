import { describe, expect, test } from 'vitest'
import { claimOfPastLimit } from '../../../src/main/alerts/past-limit-claim.ts'
import { claimOfRunsOut } from '../../../src/main/alerts/runs-out-claim.ts'
import { claimOfLoad } from '../../../src/main/alerts/load-claim.ts'
import { headlineOf, sentenceOf } from '../../../src/shared/sentence.ts'
import { serverText } from '../../../src/shared/server-text.ts'
import { endingAt } from '../../alerts/rules/ending-room.ts'
import { GB, known, loadOf, macAt, modelOf, needOf, serverOf, t0 } from '../../alerts/moments.ts'
import { ollama } from '../loaded.ts'
import { limitOf } from './alert-moments.ts'
import { sayingIn } from './books.ts'

const saidOf = (english: string): readonly [german: string, chinese: string] => [
  sayingIn('de').say(english),
  sayingIn('zh-Hans').say(english),
]

describe('an alert is said as a reader of the language would', () => {
  test('that more is in use than the limit, sentence by sentence', () => {
    const models = ['llama3', 'phi4'].map((name) => modelOf(name, 9 * GB, { state: 'generating' }))
    const servers = [serverOf('s', { kind: 'mlx-lm', title: 'MLX LM' })]
    const snapshot = macAt(t0, { servers, models }, { gpuInUseBytes: 28 * GB })
    if (snapshot.gpu.kind !== 'ok') throw new Error('no GPU')
    const limit = known(t0, limitOf(22 * GB, 30.4 * GB))
    const { sentence } = claimOfPastLimit(snapshot.gpu, limit, snapshot)
    expect(saidOf(sentence)).toEqual([
      '28,0 GB sind belegt, und die Grenze der GPU liegt bei 22,0 GB: 6,0 GB zu viel. MLX kriecht dort nur noch und verweigert ab 30,4 GB; macOS kann abstürzen (Kernel Panic). Belegt von llama3 (9,0 GB) und phi4 (9,0 GB).',
      '已用 28.0 GB，而 GPU 上限为 22.0 GB：超出 6.0 GB。MLX 在那里会变得极慢，超过 30.4 GB 即拒绝分配；macOS 可能崩溃（内核错误）。占用者：llama3（9.0 GB）和 phi4（9.0 GB）。',
    ])
  })

  test('that the room ends, with its figures in the order of the language', () => {
    const runsOut = endingAt(3 * GB, 100e6, { line: 'gpu', lineBytes: 22 * GB })
    const around = { snapshot: macAt(t0), withinMs: 180_000, readAtMs: t0 }
    expect(saidOf(claimOfRunsOut(runsOut, around).sentence)).toEqual([
      'Die 3,0 GB, die innerhalb der Metal-Grenze von 22,0 GB bleiben, reichen bei 100 MB/s etwa 30 s. In 1 min werden das 6,0 GB: 3,0 GB zu viel.',
      '在 Metal 的 22.0 GB 上限内还剩 3.0 GB，按 100 MB/秒的速度约可维持 30秒。1分钟内将占用 6.0 GB：超出 3.0 GB。',
    ])
  })

  test('of a model whose name is made of our own words, which stays what it is', () => {
    const name = 'RAM will not fit'
    const held = { level: 'high', line: 'gpu', lineBytes: 22 * GB, needBytes: 19 * GB } as const
    const standing = { ...held, haveBytes: 16 * GB, isClose: false }
    const load = loadOf(name, needOf(19 * GB, 16 * GB))
    expect(saidOf(claimOfLoad(load, standing, macAt(t0)).title)).toEqual([
      `${name} passt nicht`,
      `${name} 放不下`,
    ])
  })
})

test('the headline is said whole, and as the words beside its figure', () => {
  const snapshot = macAt(t0)
  expect(saidOf(sentenceOf(snapshot))).toEqual([
    '21,0 GB frei für Modelle innerhalb der Metal-Grenze',
    '21.0 GB 可供模型使用（Metal 上限内）',
  ])
  expect(saidOf(headlineOf(snapshot).words)).toEqual([
    'frei für Modelle innerhalb der Metal-Grenze',
    '可供模型使用（Metal 上限内）',
  ])
})

test('a server that does not answer is said with its name and its port', () => {
  const silent = { ...ollama, state: 'silent', stateReason: 'no answer within 2 s' } as const
  const other = serverOf('other')
  expect(saidOf(serverText(silent, [silent, other]))).toEqual([
    'Ollama an Port 11434: keine Antwort innerhalb von 2 s',
    'Ollama（端口 11434）：2秒内没有响应',
  ])
})
