/**
 * The very arguments that a rule of sudo allows Headroom: any other, or another order, is refused. A rule without them, or with a
 * wildcard, would let `-o` write files as root.
 */
export const powermetricsArguments = [
  '/usr/bin/powermetrics',
  '--samplers',
  'cpu_power,gpu_power,thermal',
  '-f',
  'plist',
  '-i',
  '1000',
  '-n',
  '300',
] as const

/** Without this file `sudo` is not even asked. */
export const powermetricsRulePath = '/etc/sudoers.d/headroom-powermetrics'
/** A name with a dot: sudo passes over it until it has been checked and moved. */
const uncheckedPath = '/etc/sudoers.d/.headroom.tmp'

/** sudoers wants its commas escaped, and `printf` the backslash. */
const inPrintf = powermetricsArguments.join(' ').replaceAll(',', String.raw`\\,`)

/** For a terminal: writes the rule for whoever runs it, has sudo check it, and puts it in place only where it is right. */
export const allowPowermetricsCommand = [
  `printf '%s ALL = (root) NOPASSWD: ${inPrintf}\\n' "$(id -un)" | sudo tee ${uncheckedPath} > /dev/null`,
  `sudo chmod 0440 ${uncheckedPath}`,
  `sudo visudo -cf ${uncheckedPath}`,
  `sudo mv ${uncheckedPath} ${powermetricsRulePath}`,
].join(' &&\n')

export const forbidPowermetricsCommand = `sudo rm ${powermetricsRulePath}`

export const installMacmonCommand = 'brew install macmon'
