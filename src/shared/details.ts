import type { RuleId } from './alert.ts'
import type { FindingId, ModelId, ServerId } from './ids.ts'

/** The sections of the details, in their order: the first six answer to ⌘1 to ⌘6, `settings` to ⌘, as everywhere on a Mac. */
export const sections = [
  'history',
  'models',
  'log',
  'findings',
  'fit',
  'doctor',
  'acts',
  'settings',
  'about',
] as const
export type Section = (typeof sections)[number]

/** The groups of the settings, in their order. */
export const settingsGroups = [
  'general',
  'alerts',
  'sampling',
  'sources',
  'relief',
  'data',
] as const
export type SettingsGroup = (typeof settingsGroups)[number]

/** A place in the details, and what of it is to come into sight; null: as it was left. */
export interface DetailsPlace {
  readonly section: Section
  readonly focus: DetailsFocus | null
}

/** What a link leads to. One that is not there any more is said to be gone. */
export type DetailsFocus =
  | { readonly kind: 'instant'; readonly atMs: number }
  | { readonly kind: 'model'; readonly modelId: ModelId }
  | { readonly kind: 'server'; readonly serverId: ServerId }
  | { readonly kind: 'line'; readonly path: string; readonly lineNumber: number | null }
  | { readonly kind: 'finding'; readonly findingId: FindingId }
  | { readonly kind: 'end'; readonly reportId: string }
  | { readonly kind: 'source'; readonly sourceId: string }
  | { readonly kind: 'rule'; readonly ruleId: RuleId }
  | { readonly kind: 'group'; readonly group: SettingsGroup }
