/** The name of a user that sudoers takes for this very user, and for nobody and nothing else. */
export type SudoersName = string & { readonly [brand]: 'SudoersName' }
declare const brand: unique symbol

const form = /^[A-Za-z_][A-Za-z0-9._-]*$/
/** MAXLOGNAME of macOS, less the end. */
const mostChars = 254
/** `ALL` is everybody, and any other may be a group that is defined elsewhere in sudoers. */
const alias = /^[A-Z][A-Z0-9_]*$/
/** With one of these at its beginning a line is no rule (man 5 sudoers). */
const reserved: ReadonlySet<string> = new Set([
  'Defaults',
  'User_Alias',
  'Runas_Alias',
  'Host_Alias',
  'Cmnd_Alias',
  'Cmd_Alias',
])

/** null where it would be misread, or could carry more than a name. */
export const sudoersName = (name: string): SudoersName | null => (isSudoersName(name) ? name : null)

const isSudoersName = (name: string): name is SudoersName =>
  form.test(name) && name.length <= mostChars && !alias.test(name) && !reserved.has(name)
