import type { In } from '../texts.ts'

export const doctor: In<'doctor'> = {
  title: '体检',
}
