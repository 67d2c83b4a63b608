import { noRuleHere, unansweredText } from '../../shared/power-rule-text.ts'
import { powermetricsRulePath } from '../../shared/powermetrics-rule.ts'
import { sudoersName, type SudoersName } from '../../shared/sudoers-name.ts'
import { Refusal } from '../host/attempt.ts'
import type { Asker, Host } from '../host/host.ts'
import { isAppleSiliconBy } from '../monitor/darwin/apple-silicon.ts'
import { powermetricsPermission } from '../probes/darwin/powermetrics-command.ts'
import { machineSysctl } from '../probes/darwin/sysctl.ts'
import { ownUserId, ownUserName } from '../probes/own-user.ts'
import { read } from '../probes/probe.ts'

/** Whom a rule would be made for, and how it stands; or why there can be none. */
export type PowerGround =
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'ok'; readonly user: SudoersName; readonly rule: RuleState }

/** `overruled`: its file is there, and sudo refuses. */
export type RuleState = 'none' | 'works' | 'overruled'

export async function readPowerGround(host: Host): Promise<PowerGround> {
  if (host.mode === 'replay') return none(noRuleHere.replay)
  if (host.platform !== 'darwin') return none(noRuleHere.elsewhere)
  const [machine, id, name] = await Promise.all([
    read(host, machineSysctl),
    read(host, ownUserId),
    read(host, ownUserName),
  ])
  if (machine.kind === 'ok' && isAppleSiliconBy(machine.value) === false)
    return none(noRuleHere.intel)
  if (id.kind !== 'ok') return none(noRuleHere.noName(id.reason))
  if (id.value === 0) return none(noRuleHere.root)
  if (name.kind !== 'ok') return none(noRuleHere.noName(name.reason))
  const user = sudoersName(name.value)
  if (user === null) return none(noRuleHere.hostileName)
  return { kind: 'ok', user, rule: await readRule(host) }
}

const none = (reason: string): PowerGround => ({ kind: 'none', reason })

/** Throws Refusal where nobody can tell. */
export async function readRule(asker: Asker): Promise<RuleState> {
  const file = await asker.ask({ kind: 'stat', path: powermetricsRulePath })
  if (file.kind === 'absent') return 'none'
  if (file.kind === 'failed') throw new Refusal(unansweredText(file.reason))
  const permission = await read(asker, powermetricsPermission)
  if (permission.kind === 'ok') return 'works'
  // sudo -l ends with 1 where it refuses; anything else is no answer of it
  if (/^exit 1\b/.test(permission.reason)) return 'overruled'
  throw new Refusal(unansweredText(permission.reason))
}
