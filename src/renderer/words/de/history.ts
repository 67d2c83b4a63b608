import type { In } from '../texts.ts'

export const history: In<'history'> = {
  title: 'Verlauf',
}
