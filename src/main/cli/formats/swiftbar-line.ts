import { cutInMiddle } from '../../../shared/model-text.ts'
import { printable } from '../../../shared/printable.ts'

/**
 * `swiftbar`: https://github.com/swiftbar/SwiftBar; `xbar` refuses a whole menu for one parameter that it does not know, and
 * for a colour that is two.
 */
export type BarDialect =
  { readonly kind: 'swiftbar' } | { readonly kind: 'xbar'; readonly isDark: boolean }

/** What a click runs: the program and its words, in a terminal, where it asks what is to be asked. */
export type BarCommand = readonly [string, ...string[]]

export interface BarColour {
  readonly light: string
  readonly dark: string
}

export interface BarLine {
  readonly label: string
  /** Of the menu: 0, or 1 in the menu of the line above that has 0. */
  readonly depth?: 0 | 1
  readonly colour?: BarColour | null
  /** A symbol of Apple's; xbar has none. */
  readonly symbol?: string | null
  /** null: it does nothing. */
  readonly click?:
    { readonly kind: 'run'; readonly command: BarCommand } | { readonly kind: 'refresh' } | null
}

export const separator = '---'
const maxLabelLength = 90

/**
 * One line of a menu, whatever stands in its label: parameters begin with the first `|`, a line that begins with dashes is a
 * separator or belongs to a submenu, `:name:` would become a picture. No foreign text stands in a parameter.
 */
export function barLine(line: BarLine, dialect: BarDialect): string {
  const prefix = line.depth === 1 ? '--' : ''
  return `${prefix}${labelText(line.label)} | ${parametersOf(line, dialect).join(' ')}`
}

const labelText = (label: string): string =>
  cutInMiddle(printable(label, maxForeignLength), maxLabelLength)
    .replaceAll('|', '\uff5c')
    .replaceAll('\\', '\uff3c') // xbar undoes escapes in it
    .trim()
    .replace(/^-+/, (dashes) => '\u2010'.repeat(dashes.length)) || '\ufffd'

const maxForeignLength = 400

function parametersOf({ colour, symbol, click }: BarLine, dialect: BarDialect): readonly string[] {
  const isSwiftBar = dialect.kind === 'swiftbar'
  return [
    'emojize=false',
    'ansi=false',
    ...(isSwiftBar ? ['symbolize=false'] : []),
    ...(symbol && isSwiftBar ? [`sfimage=${symbol}`] : []),
    ...(colour ? [`color=${colourIn(colour, dialect)}`] : []),
    ...(click ? clickParameters(click) : []),
  ]
}

const colourIn = ({ light, dark }: BarColour, dialect: BarDialect): string =>
  dialect.kind === 'swiftbar' ? `${light},${dark}` : dialect.isDark ? dark : light

function clickParameters(click: NonNullable<BarLine['click']>): readonly string[] {
  switch (click.kind) {
    case 'refresh':
      return ['refresh=true']
    case 'run': {
      const [program, ...words] = click.command
      const params = words.map((word, index) => `param${index + 1}=${quotedWord(word)}`)
      return [`bash=${quotedWord(program)}`, ...params, 'terminal=true', 'refresh=true']
    }
  }
}

const quotedWord = (word: string): string => `"${word}"`

/** The name of a model or an app as a word of a command; null where anything in it could mean something else to anybody. */
export const plainWord = (name: string): string | null =>
  name.length <= maxWordLength && /^[A-Za-z0-9][A-Za-z0-9._:/@+-]*$/.test(name) ? name : null

const maxWordLength = 120

/** Where Headroom itself lies; null where that cannot be written between quotes. */
export const plainCommand = (command: readonly [string, ...string[]]): BarCommand | null =>
  command.every((word) => /^[^"'`$\\|\p{Cc}\u2028\u2029]+$/u.test(word)) ? command : null
