import type { In } from '../texts.ts'

export const diagnosis: In<'diagnosis'> = {
  title: 'Befunde',
}
