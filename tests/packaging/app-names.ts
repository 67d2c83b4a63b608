import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { fromRoot } from '../from-root.ts'

const config: unknown = parse(readFileSync(fromRoot('electron-builder.yml'), 'utf8'))
const textIn = (key: string): string => {
  const value = typeof config === 'object' && config !== null ? Object.entries(config) : []
  const text = value.find(([name]) => name === key)?.[1]
  if (typeof text !== 'string') throw new Error(`electron-builder.yml has no ${key}`)
  return text
}

const artifact = (extension: string): string =>
  textIn('artifactName')
    .replace('${productName}', textIn('productName'))
    .replace('${arch}', 'arm64')
    .replace('${ext}', extension)

/** As electron-builder.yml has them; `${version}` stays. */
export const appNames = {
  id: textIn('appId'),
  diskImage: artifact('dmg'),
  archive: artifact('zip'),
} as const
