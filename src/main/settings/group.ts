import { shown, type Line } from './line.ts'

export type Lines<T> = { readonly [Name in keyof T]: Line<T[Name]> }

export const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)

const has = (object: Readonly<Record<string, unknown>>, name: string): boolean =>
  Object.hasOwn(object, name) && object[name] !== undefined

export interface GroupWords {
  /** Where something else stands in its place: what is in force. */
  readonly instead: string
  /** Why that cannot be chosen. */
  readonly refusal: string
}

/** Settings by their names, each changed by itself. What a later version has written stays in the file. */
export function group<T extends object>(lines: Lines<T>, words: GroupWords): Line<T> {
  const isName = (name: string): name is keyof T & string => Object.hasOwn(lines, name)
  const names = Object.keys(lines).filter(isName)
  const isWhole = (made: Partial<T>): made is T => names.every((name) => Object.hasOwn(made, name))

  const used = (given: unknown): T => {
    const object = isObject(given) ? given : {}
    const made: Partial<T> = {}
    for (const name of names) {
      const line = lines[name]
      made[name] = has(object, name) ? line.used(object[name]) : line.otherwise
    }
    if (!isWhole(made)) throw new Error('a setting has no line')
    return made
  }

  return {
    otherwise: used({}),
    used,
    troubles: (given, at) => {
      if (!isObject(given)) return [`${at} is no object: ${words.instead}`]
      return Object.entries(given).flatMap(([name, value]) => {
        const whole = at === '' ? shown(name) : `${at}.${shown(name)}`
        return isName(name)
          ? lines[name].troubles(value, whole)
          : [`${whole} is not known, and not used`]
      })
    },
    refusal: (given) => {
      if (!isObject(given)) return words.refusal
      for (const [name, value] of Object.entries(given)) {
        const said = isName(name)
          ? value === undefined
            ? null
            : lines[name].refusal(value)
          : `there is no setting named ${shown(name)}`
        if (said !== null) return said
      }
      return null
    },
    changed: (before, given) => {
      if (before !== undefined && !isObject(before) && given === undefined) return before
      const old = isObject(before) ? before : {}
      const asked = isObject(given) ? given : {}
      const known = names.map((name) => [name, lines[name].changed(old[name], asked[name])])
      return { ...old, ...Object.fromEntries(known) }
    },
    listed: (value, at) =>
      names.flatMap((name) => lines[name].listed(value[name], at === '' ? name : `${at}.${name}`)),
  }
}
