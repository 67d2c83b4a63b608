import type { Card } from '../../../../shared/finding.ts'
import { formatPace } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { smallerKv } from './fix-kv-type.ts'
import { showLayers } from './fix-look.ts'
import { smallerModel } from './fix-model.ts'
import { letOthersGo } from './fix-unload.ts'
import { fix, present } from './fix.ts'
import { belowBandwidth, memoryPressure, powermetrics } from './misadvice-gpu.ts'
import { isOnLinux } from './platform.ts'
import { nameAtStart } from './program-words.ts'

/** A live sign, and a hint only (inference-logs.md §7.2). */
export function slowGeneration(one: Case): Card {
  const { tokensPerSecond } = one.facts
  const pace =
    tokensPerSecond === undefined
      ? 'far more slowly than'
      : `${formatPace(tokensPerSecond)}, far less than`
  return {
    sentence: `${nameAtStart(one)} generates ${pace} the memory of this machine allows`,
    cause:
      'Each token reads all active weights and the cache of the conversation once, so the bandwidth of the memory is the ceiling. Far below it something else holds it back: swap, heat, low-power mode, a second user of the GPU, or layers on the CPU. It is a hint, no proof.',
    fixes: present([
      fix(
        'See whether the machine swaps, is hot, or another program uses the GPU, and end what does it',
        'headroom status',
      ),
      fix(
        isOnLinux(one)
          ? 'Connect power, and choose the performance profile'
          : 'Connect power, and switch off Low Power Mode in System Settings, Battery',
      ),
      showLayers(one),
      letOthersGo(one),
      fix(
        'Start a new conversation: with a long one each token reads more',
        null,
        'the model knows nothing of the old one',
      ),
      smallerKv(one),
      smallerModel(one),
    ]),
    misadvice: [belowBandwidth, powermetrics, memoryPressure],
  }
}
