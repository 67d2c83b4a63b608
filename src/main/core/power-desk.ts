import { underWayText } from '../../shared/limit-text.ts'
import {
  allowedText,
  forbiddenText,
  notProvedText,
  overruledText,
  ruleNotSet,
  unconfirmedText,
} from '../../shared/power-rule-text.ts'
import type { PowerRule, PowerRuleInput } from '../../shared/power-rule.ts'
import {
  allowCommand,
  forbidCommand,
  powermetricsRulePath,
  ruleText,
} from '../../shared/powermetrics-rule.ts'
import type { Reading } from '../../shared/reading.ts'
import type { SudoersName } from '../../shared/sudoers-name.ts'
import type { ActLogStore } from '../history/act-log.ts'
import { Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { adminRefusalIn } from '../probes/darwin/admin-run.ts'
import { removePowerRule, ruleRefusalIn, writePowerRule } from '../probes/darwin/set-power-rule.ts'
import { read } from '../probes/probe.ts'
import { noteAct } from './note-act.ts'
import { readPowerGround, readRule, type PowerGround, type RuleState } from './power-ground.ts'

export interface PowerDesk {
  powerRule(): Promise<PowerRule>
  /**
   * Answers when macOS has been given an administrator, or nobody has answered it: up to three minutes later. Throws Refusal where
   * it was not confirmed, cannot be written, or macOS was told no.
   */
  setPowerRule(input: PowerRuleInput): Promise<PowerRule>
}

export interface PowerDeskOptions {
  readonly host: Host
  /** The power is asked anew: what may be read is another. */
  readonly hurryPower: () => void
  /** Without it nothing is noted. */
  readonly log: ActLogStore | undefined
}

/** The rule of sudo that lets Headroom read watts: what it is, and how it comes and goes. */
export function createPowerDesk(options: PowerDeskOptions): PowerDesk {
  const { host } = options
  let isUnderWay = false
  return {
    powerRule: async () => shown(await readPowerGround(host)),
    setPowerRule: async ({ isAllowed, isConfirmed }) => {
      const ground = await readPowerGround(host)
      if (ground.kind === 'none') throw new Refusal(ground.reason)
      const { user, rule } = ground
      if (rule === (isAllowed ? 'works' : 'none')) return shown(ground)
      if (!isConfirmed) throw new Refusal(unconfirmedText)
      // two questions of macOS at once would not say which is which
      if (isUnderWay) throw new Refusal(underWayText)
      isUnderWay = true
      try {
        return shown({ kind: 'ok', user, rule: await change(options, user, isAllowed) })
      } finally {
        isUnderWay = false
      }
    },
  }
}

function shown(ground: PowerGround): PowerRule {
  const schema = 'headroom/power-rule/1'
  const path = powermetricsRulePath
  if (ground.kind === 'none') {
    const state = { kind: 'absent', reason: ground.reason } as const
    return { schema, state, text: null, path, allowCommand: null, forbidCommand }
  }
  const { user, rule } = ground
  const state: PowerRule['state'] =
    rule === 'overruled' ? { kind: 'overruled' } : { kind: 'ok', isAllowed: rule === 'works' }
  const commands = { allowCommand: allowCommand(user), forbidCommand }
  return { schema, state, text: ruleText(user), path, ...commands }
}

/** Has macOS run it, and believes only what is read back. */
async function change(
  { host, log, hurryPower }: PowerDeskOptions,
  user: SudoersName,
  isAllowed: boolean,
): Promise<RuleState> {
  const noteEnd = await noteAct(
    { log, clock: host.clock },
    {
      act: isAllowed ? 'allow' : 'forbid',
      target: 'powermetrics',
      request: isAllowed ? `${powermetricsRulePath}: ${ruleText(user)}` : forbidCommand,
    },
  )
  const run = await read(host, isAllowed ? writePowerRule(user) : removePowerRule)
  // also where it was refused: its answer may have come too late
  const rule = await readRule(host)
  hurryPower()
  const end = endOf(rule, run, isAllowed)
  await noteEnd(end.outcome, end.sentence)
  // the rule is there, and does not help: that is to be shown
  if (end.outcome === 'refused' && end.sentence !== overruledText) throw new Refusal(end.sentence)
  return rule
}

interface End {
  readonly outcome: 'done' | 'refused'
  readonly sentence: string
}

function endOf(rule: RuleState, run: Reading<true>, isAllowed: boolean): End {
  if (isAllowed && rule === 'works') return { outcome: 'done', sentence: allowedText }
  if (!isAllowed && rule === 'none') return { outcome: 'done', sentence: forbiddenText }
  if (run.kind !== 'ok') return { outcome: 'refused', sentence: notSetText(run.reason) }
  if (isAllowed && rule === 'overruled') return { outcome: 'refused', sentence: overruledText }
  return { outcome: 'refused', sentence: notProvedText[isAllowed ? 'allow' : 'forbid'] }
}

function notSetText(reason: string): string {
  const refusal = adminRefusalIn(reason) ?? ruleRefusalIn(reason)
  return refusal === null ? ruleNotSet.otherwise(reason) : ruleNotSet[refusal]
}
