import { registerHooks } from 'node:module'

const specifiers: ReadonlySet<string> = new Set(['electron', 'electron/main', 'electron/common'])
const key = 'headroom.standin'

/**
 * From now on `electron` is this object, for `require` and for `import`. Named imports need a module that names its
 * exports; nothing of the real package is loaded, which would begin a download.
 */
export function resolveElectron(electron: object, names: readonly string[]): void {
  Object.defineProperty(globalThis, Symbol.for(key), { value: electron })
  const value = `globalThis[Symbol.for('${key}')]`
  const exported = names.map((name) => `export const ${name} = electron.${name}`)
  const sources = {
    required: `module.exports = ${value}`,
    imported: [`const electron = ${value}`, 'export default electron', ...exported].join('\n'),
  }
  // files that need not exist: a hook answers for them
  const required = new URL('electron-required.cjs', import.meta.url).href
  const imported = new URL('electron-imported.mjs', import.meta.url).href
  registerHooks({
    resolve: (specifier, context, next) => {
      if (!specifiers.has(specifier)) return next(specifier, context)
      const isRequired = context.conditions.includes('require')
      const found = isRequired ? required : imported
      return { url: found, format: isRequired ? 'commonjs' : 'module', shortCircuit: true }
    },
    load: (url, context, next) => {
      if (url === required)
        return { format: 'commonjs', source: sources.required, shortCircuit: true }
      if (url === imported)
        return { format: 'module', source: sources.imported, shortCircuit: true }
      return next(url, context)
    },
  })
}
