import type { In } from '../texts.ts'

export const details: In<'details'> = {
  title: 'Details',
  overview: 'Übersicht',
  sections: 'Bereiche',
  section: 'Bereich',
  skip: 'Zum Bereich springen',
  windowTitle: '{{section}} – Headroom',
}
