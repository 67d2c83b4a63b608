/** What the app must hold, or it cannot start or may not be passed on. */
const needed: readonly string[] = [
  'package.json',
  'LICENSE',
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/licences.js',
  'node_modules/node-pty/package.json',
  'node_modules/node-pty/LICENSE',
  'node_modules/node-pty/lib/index.js',
  'node_modules/node-pty/prebuilds/darwin-arm64/pty.node',
  'node_modules/node-pty/prebuilds/darwin-arm64/spawn-helper',
]

/** The packages that are not bundled. */
const packages: ReadonlySet<string> = new Set(['node-pty'])

const roots = /^(out|node_modules|package\.json|LICENSE)(\/|$)/
const left =
  /\.(map|ts|tsx|md|markdown|cc|h|gyp|pdb|dll|exe|test\.js)$|(^|\/)(licences|tsconfig[^/]*)\.json$/
const otherMachines = /^node_modules\/.*[/-](win32|linux|x64)([/.-]|$)/

const packageOf = (path: string): string | null =>
  /^node_modules\/((?:@[^/]+\/)?[^/]+)\/./.exec(path)?.[1] ?? null

/** Why these files are not what should be shipped, one sentence for each; empty where they are. */
export function faultsOf(files: readonly string[]): readonly string[] {
  const held = new Set(files)
  const foreign = files.flatMap((file) => {
    const name = packageOf(file)
    if (!roots.test(file)) return [`${file} is no part of the app`]
    if (name !== null && !packages.has(name)) return [`${file} is of a package that stays behind`]
    if (left.test(file)) return [`${file} is of no use to a person`]
    return otherMachines.test(file) ? [`${file} is for another machine`] : []
  })
  return [
    ...needed.filter((file) => !held.has(file)).map((file) => `${file} is missing`),
    ...foreign,
  ]
}
