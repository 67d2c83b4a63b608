import type { Card } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { arm64Build } from './fix-install.ts'
import { allLayers } from './fix-layers.ts'
import { showLayers, showRosetta } from './fix-look.ts'
import { fix, present } from './fix.ts'
import { activityFlat, nglOne, powermetrics } from './misadvice-gpu.ts'
import { gpuTab } from './misadvice-torch.ts'
import { isOnLinux } from './platform.ts'
import { nameAtStart } from './program-words.ts'

/** A live sign: a model generates, and the GPU does nothing. */
export function gpuFlat(one: Case): Card {
  return {
    sentence: `${nameAtStart(one)} generates while the GPU does nothing`,
    cause: `The layers are on the CPU: by a setting, by a build without ${isOnLinux(one) ? 'a backend for this GPU' : 'Metal or for Intel'}, or because the program may not use the GPU. Its log says which; until then this is a strong sign, and no proof.`,
    fixes: present([
      showLayers(one),
      allLayers(one),
      arm64Build(one),
      isOnLinux(one) ? null : showRosetta,
      fix(
        'Start it outside of a sandbox, a container or a session without a screen: none of them has the GPU',
      ),
    ]),
    misadvice: [activityFlat, powermetrics, gpuTab, nglOne],
  }
}
