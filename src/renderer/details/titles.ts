import type { Section } from '../../shared/details.ts'

/** The key of what each section is called. */
export const titleOf = {
  history: 'history.title',
  models: 'inventory.title',
  log: 'log.title',
  findings: 'diagnosis.title',
  fit: 'fit.title',
  doctor: 'doctor.title',
  acts: 'acts.title',
  settings: 'settings.title',
  about: 'about.title',
} as const satisfies Readonly<Record<Section, string>>
