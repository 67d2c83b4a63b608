import type { Card } from '../../../../shared/finding.ts'
import { formatBytes } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { limitOf } from './figures.ts'
import { lessContext } from './fix-context.ts'
import { smallerKv } from './fix-kv-type.ts'
import { raiseLimit } from './fix-limit.ts'
import { smallerModel } from './fix-model.ts'
import { letOthersGo } from './fix-unload.ts'
import { fix, present } from './fix.ts'
import { displays, freeMibLine, quitBrowser, switchEngine } from './misadvice-memory.ts'

/** A live sign: others hold the GPU's memory beside a model. */
export function gpuHeld(one: Case): Card {
  const limit = limitOf(one)
  const of = limit === null ? '' : `; the GPU limit is ${formatBytes(limit)} for all together`
  return {
    sentence: `Other programs hold memory that the models on this machine need${of}`,
    cause:
      'The limit of the GPU is one for all programs, but each sees only what it holds itself. Two of them can both be granted all of it, and then one fails, or both become slow.',
    fixes: present([
      letOthersGo(one),
      fix(
        'Quit the apps that use the GPU most: video editors, games, browsers with many moving pages',
        'headroom status',
      ),
      lessContext(one),
      smallerKv(one),
      smallerModel(one),
      raiseLimit(one),
    ]),
    misadvice: [displays, quitBrowser, freeMibLine, switchEngine],
  }
}
