import { powermetricsArguments } from '../../../shared/powermetrics-rule.ts'
import type { Probe } from '../probe.ts'

type Argv = readonly [string, ...string[]]

const program = '/usr/bin/sudo'
/** A stream that ends by itself after about five minutes; a NUL stands before each document after the first. */
export const powermetricsArgv: Argv = [program, '-n', ...powermetricsArguments]

/**
 * Whether sudo allows `powermetricsArgv`: it fails where it does not, so an answer is always yes. sudoers' `listpw` may let
 * it answer where the command itself still wants a password: then the stream ends at once, and says so.
 */
export const powermetricsPermission: Probe<true> = {
  question: { kind: 'command', argv: [program, '-n', '-l', ...powermetricsArguments] },
  parse: () => true,
}
