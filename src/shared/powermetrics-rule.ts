import type { SudoersName } from './sudoers-name.ts'

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

/** sudoers wants the commas of an argument escaped. */
const allowed = powermetricsArguments.join(' ').replaceAll(',', String.raw`\,`)

/** The one line of the file, as whoever is asked sees it. */
export const ruleText = (user: SudoersName): string => `${user} ALL = (root) NOPASSWD: ${allowed}`

/**
 * For a terminal of any administrator, as it names the user itself: the rule is checked where sudo passes over it, and put in place
 * only where it is right.
 */
export const allowCommand = (user: SudoersName): string =>
  [
    `printf '%s\\n' '${ruleText(user)}' | sudo tee ${uncheckedPath} > /dev/null`,
    `sudo chmod 0440 ${uncheckedPath}`,
    `sudo visudo -cf ${uncheckedPath}`,
    `sudo mv ${uncheckedPath} ${powermetricsRulePath}`,
  ].join(' &&\n')

export const forbidCommand = `sudo rm ${powermetricsRulePath}`

/** How the script below says what has stopped it. */
export const ruleExitCodes = { notAName: 64, notTaken: 65 } as const

/**
 * The same for a shell of root's (sh, as `do shell script` of macOS takes), with the name as its first argument: it believes
 * nobody that this is one. What is not right is taken away again, and nothing of it was ever read by sudo.
 */
export const writeRuleScript = `
set -eu
PATH=/usr/bin:/bin:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL
umask 077
case "$1" in
  '' | [!A-Za-z_]* | *[!A-Za-z0-9._-]* | Defaults | *_Alias) exit ${ruleExitCodes.notAName} ;;
  *[!A-Z0-9_]*) ;;
  *) exit ${ruleExitCodes.notAName} ;;
esac
trap 'rm -f ${uncheckedPath}' EXIT
rm -f ${uncheckedPath}
printf '%s ALL = (root) NOPASSWD: %s\\n' "$1" '${allowed}' > ${uncheckedPath}
visudo -cf ${uncheckedPath} > /dev/null || exit ${ruleExitCodes.notTaken}
chown root:wheel ${uncheckedPath}
chmod 0440 ${uncheckedPath}
mv -f ${uncheckedPath} ${powermetricsRulePath}
`.trim()

export const removeRuleScript = `/bin/rm -f ${powermetricsRulePath}`

export const installMacmonCommand = 'brew install macmon'
export const installMactopCommand = 'brew install mactop'
