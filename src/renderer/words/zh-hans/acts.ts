import type { In } from '../texts.ts'

export const acts: In<'acts'> = {
  title: '操作记录',
}
