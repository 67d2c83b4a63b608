import type { MenuBegins, View } from '../../shared/contract.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/** Whether what was chosen in the menu is still there to be begun. */
export function canBegin(
  begins: MenuBegins,
  { apps, models, suggestion }: Snapshot,
  { mayAct }: Pick<View, 'mayAct'>,
): boolean {
  switch (begins.kind) {
    case 'details':
    case 'alert': // one that is over is said to be
      return true
    case 'suggested':
      return mayAct && suggestion !== null
    case 'quit':
      return mayAct && apps.some(({ id, quit }) => id === begins.appId && quit.kind === 'ask')
    case 'unload':
      return (
        mayAct && models.some(({ id, eject }) => id === begins.modelId && eject.kind !== 'none')
      )
  }
}
