/** What differs from one release to the next. */
export interface CaskFacts {
  readonly version: string
  /** Of the disk image, in hexadecimal. */
  readonly sha256: string
  /** As GitHub names it: `owner/name`. */
  readonly repository: string
}

/** They end up in a program that Homebrew runs: nothing may stand there that could be one. */
const shapes = {
  version: /^\d+\.\d+\.\d+(-[0-9a-z]+(\.[0-9a-z]+)*)?$/,
  sha256: /^[0-9a-f]{64}$/,
  repository: /^[A-Za-z0-9][A-Za-z0-9-]*\/(?!\.{1,2}$)[A-Za-z0-9._-]+$/,
} as const satisfies Record<keyof CaskFacts, RegExp>

const isFact = (name: string): name is keyof CaskFacts => Object.hasOwn(shapes, name)

/** The cask of a release; throws on a fact that is none, and on a place in the template that nothing fills. */
export function fillCask(template: string, facts: CaskFacts): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    if (!isFact(name)) throw new Error(`nothing fills {{${name}}}`)
    const fact = facts[name]
    if (!shapes[name].test(fact)) throw new Error(`${JSON.stringify(fact)} is no ${name}`)
    return fact
  })
}
