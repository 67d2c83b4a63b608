import type { Card } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fewerAtOnce, fewerPromptCaches } from './fix-at-once.ts'
import { smallerBatch } from './fix-batch.ts'
import { update } from './fix-install.ts'
import { fix, present } from './fix.ts'
import { nameAtStart } from './program-words.ts'

/** `[metal::malloc] Resource limit (499000) exceeded.`: iogpu.rsrc_limit is a count (inference-logs.md §3). */
export function resourceLimit(one: Case): Card {
  return {
    sentence: `${nameAtStart(one)} has as many GPU buffers as Metal allows one process; it is their number, not their size`,
    cause:
      'Metal counts the buffers of a process, 499,000 by default. Many small arrays reach that while there is memory left: long runs, many caches of past prompts, or arrays that are kept and never evaluated.',
    fixes: present([
      fix('Start it anew: the buffers of a process go with it', null, 'it loads its model again'),
      update(one),
      fewerPromptCaches(one),
      fewerAtOnce(one),
      smallerBatch(one),
    ]),
    misadvice: [
      {
        advice: 'Free memory, or raise the GPU limit',
        why: 'This limit counts buffers, not bytes: more room changes nothing.',
      },
    ],
  }
}
