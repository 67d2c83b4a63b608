import type { In } from '../texts.ts'

export const doctor: In<'doctor'> = {
  title: 'Diagnose',
}
