import { powermetricsRulePath, writeRuleScript } from '../../src/shared/powermetrics-rule.ts'
import { sudoersName, type SudoersName } from '../../src/shared/sudoers-name.ts'
import type { Ended, SudoRoom } from './sudo-room.ts'

export function nameOf(text: string): SudoersName {
  const name = sudoersName(text)
  if (name === null) throw new Error(`${text} is no name for sudoers`)
  return name
}

/** As `quoted form` of AppleScript makes one word of it. */
const quotedForm = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

interface Writing {
  readonly shell?: readonly [string, ...string[]]
  readonly script?: string
}

/** As `do shell script` gives it to sh: the name is one word, whatever is in it. */
export const writeRule = (
  room: SudoRoom,
  name: string,
  { shell = ['/bin/sh'], script = writeRuleScript }: Writing = {},
): Promise<Ended> => room.root([...shell, '-c', `set -- ${quotedForm(name)}\n${script}`])

/** Past every check. */
export const put = (room: SudoRoom, text: string): Promise<Ended> =>
  room.root([
    '/bin/sh',
    '-c',
    `umask 0227 && rm -f ${powermetricsRulePath} && printf '%s\\n' "$1" > ${powermetricsRulePath}`,
    'sh',
    text,
  ])

export async function lying(room: SudoRoom): Promise<readonly string[]> {
  const { text } = await room.root(['/bin/ls', '-A', '/etc/sudoers.d'])
  return text.split('\n').filter((name) => name !== '')
}
