import { isRuleId, type RuleId } from '../../shared/alert.ts'
import {
  alertBounds,
  defaultAlertSettings,
  type AlertSettings,
} from '../../shared/alert-settings.ts'
import { formatBytes, formatRatio, formatSpan } from '../../shared/units.ts'
import { flag } from './choice-lines.ts'
import { group } from './group.ts'
import { holdLine } from './hold-line.ts'
import { shown, written, type Line } from './line.ts'
import { listOf } from './list-lines.ts'
import { numberIn, type NumberLine } from './number-lines.ts'

const maxRules = 64

const rules = listOf<RuleId>({
  isEntry: (entry): entry is RuleId => typeof entry === 'string' && isRuleId(entry),
  mostCount: maxRules,
  what: 'rules',
  wrong: 'no rule (headroom snooze lists them)',
  refusals: {
    noList: 'rules are chosen by a list of their names',
    tooMany: (mostCount) => `there are no more than ${mostCount} rules`,
    entry: (entry) =>
      `there is no rule named ${typeof entry === 'string' ? shown(entry) : written(entry)}`,
  },
})

const number = (
  name: keyof typeof alertBounds,
  format: NumberLine['format'],
  says: NumberLine['says'],
): Line<number> => numberIn(defaultAlertSettings[name], { bounds: alertBounds[name], format, says })

const minutes = (value: number): string => formatSpan(value * 60_000)

export const alertLines = group<AlertSettings>(
  {
    notifies: flag(
      defaultAlertSettings.notifies,
      'alerts are told by notifications, or they are not',
    ),
    off: rules,
    on: rules,
    runsOutWithinMinutes: number(
      'runsOutWithinMinutes',
      minutes,
      (least, most) => `you can be told of room that ends within ${least} to ${most}`,
    ),
    hogRatio: number(
      'hogRatio',
      formatRatio,
      (least, most) => `one app may hold between ${least} and ${most} of RAM before you are told`,
    ),
    hogGrowthBytes: number(
      'hogGrowthBytes',
      formatBytes,
      (least, most) => `one app may grow by ${least} to ${most} before you are told`,
    ),
    hogGrowthMinutes: number(
      'hogGrowthMinutes',
      minutes,
      (least, most) => `the growth of an app is measured over ${least} to ${most}`,
    ),
    idleAfterMinutes: number(
      'idleAfterMinutes',
      minutes,
      (least, most) => `a model counts as idle after ${least} to ${most}`,
    ),
    contextRatio: number(
      'contextRatio',
      formatRatio,
      (least, most) => `a context may be between ${least} and ${most} full before you are told`,
    ),
    swapDiskBytes: number(
      'swapDiskBytes',
      formatBytes,
      (least, most) => `the disk may have between ${least} and ${most} free before you are told`,
    ),
    holdSeconds: holdLine,
  },
  {
    instead: 'the defaults are used',
    refusal: 'the settings of alerts are chosen by their names',
  },
)
