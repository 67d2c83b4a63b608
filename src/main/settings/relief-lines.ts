import {
  beforeLoads,
  defaultReliefSettings,
  idleMinutesBounds,
  type ReliefSettings,
} from '../../shared/relief-settings.ts'
import { formatSpan } from '../../shared/units.ts'
import { isPrintable } from '../../shared/printable.ts'
import { oneOf } from './choice-lines.ts'
import { group } from './group.ts'
import { listOf } from './list-lines.ts'
import { numberOrOff } from './number-lines.ts'

const maxNames = 200
const maxNameLength = 200

const isName = (entry: unknown): entry is string =>
  typeof entry === 'string' &&
  entry.trim() !== '' &&
  entry.length <= maxNameLength &&
  isPrintable(entry)

export const reliefLines = group<ReliefSettings>(
  {
    neverSuggest: listOf<string>({
      isEntry: isName,
      mostCount: maxNames,
      what: 'names',
      wrong: 'no name, and not used',
      refusals: {
        noList: 'what is never suggested is a list of names',
        tooMany: (mostCount) => `no more than ${mostCount} names can be kept from being suggested`,
        entry: (entry) => {
          if (typeof entry !== 'string' || entry.trim() === '')
            return 'a name that is never suggested must not be empty'
          return entry.length > maxNameLength
            ? `a name has no more than ${maxNameLength} characters`
            : 'a name has no line feeds and no other invisible characters'
        },
      },
    }),
    unloadIdleAfterMinutes: numberOrOff({
      bounds: idleMinutesBounds,
      format: (minutes) => formatSpan(minutes * 60_000),
      says: (least, most) => `an idle model is unloaded after ${least} to ${most}, or never`,
    }),
    // what acts by itself needs to be written right: whatever is wrong is off
    beforeLoad: oneOf(
      beforeLoads,
      defaultReliefSettings.beforeLoad,
      'before a load that does not fit nothing is done, relief is offered, or idle models are unloaded',
      'it is off',
    ),
  },
  {
    instead: 'nothing happens by itself',
    refusal: 'the settings of relief are chosen by their names',
  },
)
