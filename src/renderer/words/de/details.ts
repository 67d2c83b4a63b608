import type { In } from '../texts.ts'

export const details: In<'details'> = {
  title: 'Details',
  overview: 'Übersicht',
  sections: 'Bereiche',
}
